@NullMarked
package dev.postern.indexer;

import org.jspecify.annotations.NullMarked;
