/** The guard's detector, run over whole documents when they arrive. */
@NullMarked
package dev.postern.indexer.guard;

import org.jspecify.annotations.NullMarked;
