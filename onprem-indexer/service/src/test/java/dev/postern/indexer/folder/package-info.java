@NullMarked
package dev.postern.indexer.folder;

import org.jspecify.annotations.NullMarked;
