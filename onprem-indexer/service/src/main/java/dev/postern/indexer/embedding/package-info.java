/** Embeddings by bge-small-en-v1.5 (int8) on ONNX Runtime, in this process. */
@NullMarked
package dev.postern.indexer.embedding;

import org.jspecify.annotations.NullMarked;
