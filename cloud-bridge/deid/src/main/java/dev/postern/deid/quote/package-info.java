/** Finds the sentence of a stored text that best supports a sentence of an answer. */
@NullMarked
package dev.postern.deid.quote;

import org.jspecify.annotations.NullMarked;
