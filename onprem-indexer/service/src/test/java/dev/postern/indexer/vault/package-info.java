@NullMarked
package dev.postern.indexer.vault;

import org.jspecify.annotations.NullMarked;
