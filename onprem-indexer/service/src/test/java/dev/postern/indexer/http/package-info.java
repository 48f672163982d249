@NullMarked
package dev.postern.indexer.http;

import org.jspecify.annotations.NullMarked;
