package dev.postern.toolbox.vault;

import dev.postern.toolbox.ToolboxException;

/** Vault answered with an error status. */
public final class VaultRefused extends ToolboxException {
  private static final long serialVersionUID = 1L;

  private final int status;

  VaultRefused(int status, String path, String errors) {
    super("Vault answered " + status + " to " + path + ": " + errors);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
