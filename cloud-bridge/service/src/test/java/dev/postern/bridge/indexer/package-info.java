/** Tests of the adapter. */
@NullMarked
package dev.postern.bridge.indexer;

import org.jspecify.annotations.NullMarked;
