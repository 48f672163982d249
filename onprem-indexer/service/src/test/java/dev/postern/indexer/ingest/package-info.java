@NullMarked
package dev.postern.indexer.ingest;

import org.jspecify.annotations.NullMarked;
