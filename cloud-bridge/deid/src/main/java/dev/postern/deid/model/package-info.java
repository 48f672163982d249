/**
 * Our token classifier: reads a text in word-pieces and says of each stretch what it may identify.
 */
@NullMarked
package dev.postern.deid.model;

import org.jspecify.annotations.NullMarked;
