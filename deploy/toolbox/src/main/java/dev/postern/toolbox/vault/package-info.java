/**
 * The Vault server (OpenBao or HashiCorp's), initialised, unsealed and provisioned by the API that
 * both share.
 */
@NullMarked
package dev.postern.toolbox.vault;

import org.jspecify.annotations.NullMarked;
