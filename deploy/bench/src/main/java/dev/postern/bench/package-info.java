/**
 * The figures behind {@code ./postern bench}: each printed beside its bound, measured in one run.
 */
@NullMarked
package dev.postern.bench;

import org.jspecify.annotations.NullMarked;
