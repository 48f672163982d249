package dev.postern.runtime.vault;

import java.util.Arrays;
import javax.security.auth.Destroyable;

/** A data key: its bytes for use in memory, and its wrapped form to keep. */
public final class DataKey implements Destroyable {

  private final byte[] plaintext;
  private final String wrapped;
  private boolean destroyed;

  DataKey(byte[] plaintext, String wrapped) {
    this.plaintext = plaintext;
    this.wrapped = wrapped;
  }

  /** A copy of the key's 32 bytes. */
  public byte[] plaintext() {
    if (destroyed) {
      throw new IllegalStateException("this data key is destroyed");
    }
    return plaintext.clone();
  }

  /** Vault's text form of the wrapped key, which only Vault can open. */
  public String wrapped() {
    return wrapped;
  }

  @Override
  public void destroy() {
    Arrays.fill(plaintext, (byte) 0);
    destroyed = true;
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public String toString() {
    return "DataKey";
  }
}
