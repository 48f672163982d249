package dev.postern.audit.service.vault;

import dev.postern.audit.service.shredding.KeyCopies.Snapshots;
import dev.postern.runtime.vault.VaultFailure;
import dev.postern.runtime.vault.VaultSession;
import java.io.IOException;
import java.io.OutputStream;

/** Snapshots of the integrated storage (raft) of the Vault that this service is logged in to. */
public final class VaultSnapshots implements Snapshots {
  private final VaultSession vault;

  /** With this service's session. */
  public VaultSnapshots(VaultSession vault) {
    this.vault = vault;
  }

  @Override
  public void copyTo(OutputStream out) throws IOException {
    try {
      vault.snapshot(out);
    } catch (VaultFailure e) {
      throw new IOException("Vault gives no snapshot: " + e.getMessage(), e);
    }
  }
}
