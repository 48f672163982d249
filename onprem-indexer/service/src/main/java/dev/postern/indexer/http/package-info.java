/** The indexer's HTTP surface, mutual TLS: operators bring documents, the bridge searches. */
@NullMarked
package dev.postern.indexer.http;

import org.jspecify.annotations.NullMarked;
