/** Documents of a folder that is watched. */
@NullMarked
package dev.postern.indexer.folder;

import org.jspecify.annotations.NullMarked;
