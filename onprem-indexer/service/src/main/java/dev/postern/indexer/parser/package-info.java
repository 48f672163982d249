/** Parser children: started, fed, watched and killed from here; nothing they say is trusted. */
@NullMarked
package dev.postern.indexer.parser;

import org.jspecify.annotations.NullMarked;
