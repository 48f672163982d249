/**
 * Reads a model's answer as it streams: restores tokens, makes links inert, follows citation marks.
 */
@NullMarked
package dev.postern.deid.restore;

import org.jspecify.annotations.NullMarked;
