/** The demo hospital's files: how the binary ones are made, and that all of them fit together. */
@NullMarked
package dev.postern.cli.demo;

import org.jspecify.annotations.NullMarked;
