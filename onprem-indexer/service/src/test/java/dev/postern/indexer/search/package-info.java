@NullMarked
package dev.postern.indexer.search;

import org.jspecify.annotations.NullMarked;
