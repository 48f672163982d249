package dev.postern.bridge.sealing;

/** The secrets server gave no key. */
public final class SecretsUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  public SecretsUnavailable(String cause) {
    super(cause, null, false, false);
  }
}
