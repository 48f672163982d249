package dev.postern.bridge.vault;

import dev.postern.bridge.sealing.ContentKey;
import dev.postern.bridge.sealing.KeyWrapper;
import dev.postern.bridge.sealing.SecretsUnavailable;
import dev.postern.runtime.vault.DataKey;
import dev.postern.runtime.vault.VaultFailure;
import dev.postern.runtime.vault.VaultSession;

/** Content keys as data keys of one Transit key. */
public final class TransitKeys implements KeyWrapper {
  private static final byte[] NOTHING = {};
  private final VaultSession session;
  private final String transitKey;

  /**
   * @param transitKey payload or conversation
   */
  public TransitKeys(VaultSession session, String transitKey) {
    this.session = session;
    this.transitKey = transitKey;
  }

  @Override
  public Wrapped make() throws SecretsUnavailable {
    try {
      DataKey made = session.dataKey(transitKey);
      Wrapped wrapped = new Wrapped(ContentKey.of(made.plaintext()), made.wrapped());
      made.destroy();
      return wrapped;
    } catch (VaultFailure e) {
      throw new SecretsUnavailable(e.getClass().getSimpleName());
    }
  }

  @Override
  public ContentKey open(String wrapped) throws SecretsUnavailable {
    try {
      return ContentKey.of(session.decrypt(transitKey, wrapped, NOTHING));
    } catch (VaultFailure e) {
      throw new SecretsUnavailable(e.getClass().getSimpleName());
    }
  }
}
