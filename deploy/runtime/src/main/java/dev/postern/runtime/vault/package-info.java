/** Vault as a service sees it: one session, leased secrets, keys that never leave the server. */
@NullMarked
package dev.postern.runtime.vault;

import org.jspecify.annotations.NullMarked;
