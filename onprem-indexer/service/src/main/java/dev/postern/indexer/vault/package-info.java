/** Patient handles and the key of stored forms, from the secrets server's transit engine. */
@NullMarked
package dev.postern.indexer.vault;

import org.jspecify.annotations.NullMarked;
