/** Puts the parts together; the only package that sees them all. */
@NullMarked
package dev.postern.indexer.wiring;

import org.jspecify.annotations.NullMarked;
