/**
 * The parser child: reads one document at a time from its standard input and writes its structure
 * as length-capped frames. It has no network, no environment and a small heap, and is expected to
 * die on hostile input; the service that started it survives.
 */
@NullMarked
package dev.postern.parser;

import org.jspecify.annotations.NullMarked;
