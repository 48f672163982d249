package dev.postern.toolbox.vault;

/** Whose server speaks Vault's API. */
public enum VaultKind {
  /** What is on PATH, else OpenBao. */
  EMBEDDED,
  /**
   * HashiCorp's own server, built from its Go module when it is not on PATH (about ten minutes,
   * once).
   */
  HASHICORP
}
