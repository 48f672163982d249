/**
 * How well, and how fast under rights, passages are found: the product's own classes, real text.
 */
@NullMarked
package dev.postern.bench.retrieval;

import org.jspecify.annotations.NullMarked;
