/** The on-premises indexer over mutual TLS, with the asker's own token. */
@NullMarked
package dev.postern.bridge.indexer;

import org.jspecify.annotations.NullMarked;
