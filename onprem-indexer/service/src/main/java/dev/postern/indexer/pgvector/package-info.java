/**
 * Chunks and their vectors in PostgreSQL with pgvector: bulk load and search by hand-written SQL.
 */
@NullMarked
package dev.postern.indexer.pgvector;

import org.jspecify.annotations.NullMarked;
