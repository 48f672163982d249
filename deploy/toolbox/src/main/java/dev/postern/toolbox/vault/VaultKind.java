package dev.postern.toolbox.vault;

import java.util.Locale;

/** Whose server speaks Vault's API. */
public enum VaultKind {
  /** What is on PATH, else OpenBao. */
  EMBEDDED,
  /**
   * HashiCorp's own server, built from its Go module when it is not on PATH (about ten minutes,
   * once).
   */
  HASHICORP;

  /**
   * The system property {@code postern.vault} chooses for a whole run: {@code embedded} (default)
   * or {@code hashicorp}.
   */
  public static VaultKind chosen() {
    return valueOf(System.getProperty("postern.vault", "embedded").toUpperCase(Locale.ROOT));
  }

  /** As the property and the command line spell it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
