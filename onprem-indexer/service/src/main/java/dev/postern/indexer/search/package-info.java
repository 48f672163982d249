/** Searching under the asker's own rights: the use case, its terms and the ports it needs. */
@NullMarked
package dev.postern.indexer.search;

import org.jspecify.annotations.NullMarked;
