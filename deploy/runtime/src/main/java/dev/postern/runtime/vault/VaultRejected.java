package dev.postern.runtime.vault;

/** Vault refuses the request itself (400, 404 and the like): asking again changes nothing. */
public final class VaultRejected extends VaultFailure {

  private static final long serialVersionUID = 1L;

  public VaultRejected(String message) {
    super(message, null);
  }
}
