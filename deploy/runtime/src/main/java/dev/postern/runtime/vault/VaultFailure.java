package dev.postern.runtime.vault;

import org.jspecify.annotations.Nullable;

/**
 * Why Vault gave no answer. Messages hold the path and the status, never what Vault said: its texts
 * may quote what it was sent.
 */
public abstract sealed class VaultFailure extends RuntimeException
    permits VaultUnavailable, VaultDenied, VaultRejected {

  private static final long serialVersionUID = 1L;

  VaultFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
