/** The commands behind {@code ./postern}: what a user types, what is printed, how it exits. */
@NullMarked
package dev.postern.cli;

import org.jspecify.annotations.NullMarked;
