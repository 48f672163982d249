/** From a document to searchable chunks: the use case, its terms and the ports it needs. */
@NullMarked
package dev.postern.indexer.ingest;

import org.jspecify.annotations.NullMarked;
