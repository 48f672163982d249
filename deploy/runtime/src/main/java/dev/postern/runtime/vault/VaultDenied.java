package dev.postern.runtime.vault;

/** Vault knows the caller, or does not, and says no (401, 403). */
public final class VaultDenied extends VaultFailure {

  private static final long serialVersionUID = 1L;

  public VaultDenied(String message) {
    super(message, null);
  }
}
