@NullMarked
package dev.postern.indexer.pgvector;

import org.jspecify.annotations.NullMarked;
