package dev.postern.deid.pseudonym;

import dev.postern.deid.IdentifierType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the vault's index: HMAC-SHA256 over conversation, type and canonical value. It is derived
 * from the individual (45 CFR 164.514(c)) and so never leaves; on the wire stand ordinals.
 */
public final class IndexKey {

  private final SecretKeySpec key;
  private final String conversation;

  /**
   * @param key 16 bytes or more, secret
   * @param conversation tenant and conversation, so that equal values of two conversations cannot
   *     be linked
   */
  public IndexKey(byte[] key, String conversation) {
    if (key.length < 16) {
      throw new IllegalArgumentException("an index key has 16 bytes or more");
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
    this.conversation = conversation;
  }

  String of(IdentifierType type, String canonical) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((conversation + "\0" + type + "\0" + canonical).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "IndexKey";
  }
}
