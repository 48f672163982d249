/** Checkpoints signed by Vault Transit. */
@NullMarked
package dev.postern.audit.service.vault;

import org.jspecify.annotations.NullMarked;
