@NullMarked
package dev.postern.indexer.mllp;

import org.jspecify.annotations.NullMarked;
