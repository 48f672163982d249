/** How fast documents are read, and how fast they become chunks that can be searched. */
@NullMarked
package dev.postern.bench.ingest;

import org.jspecify.annotations.NullMarked;
