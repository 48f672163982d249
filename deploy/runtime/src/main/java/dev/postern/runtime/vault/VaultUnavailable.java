package dev.postern.runtime.vault;

/**
 * Vault is sealed, not initialised, not reachable, too slow or failing: the answer may come later.
 */
public final class VaultUnavailable extends VaultFailure {

  private static final long serialVersionUID = 1L;

  public VaultUnavailable(String message) {
    super(message, null);
  }
}
