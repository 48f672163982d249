@NullMarked
package dev.postern.parser;

import org.jspecify.annotations.NullMarked;
