@NullMarked
package dev.postern.indexer.embedding;

import org.jspecify.annotations.NullMarked;
