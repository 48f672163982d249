package dev.postern.bridge.disclosure;

import dev.postern.deid.pseudonym.IndexKey;
import dev.postern.deid.pseudonym.TokenStore;

/** The pseudonym vaults of conversations. */
public interface TokenVaults {

  /**
   * A conversation's vault.
   *
   * @throws Refusal SECRETS_UNAVAILABLE when its key can't be had
   */
  Vault open(Conversations.Conversation conversation) throws Refusal;

  /** Tokens and the key of their index. */
  record Vault(TokenStore store, IndexKey key) {}
}
