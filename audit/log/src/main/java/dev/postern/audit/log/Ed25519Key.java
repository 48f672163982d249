package dev.postern.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A named Ed25519 key as signed notes know keys: {@code <name>+<hex id>+<base64 of type and key>}.
 * The type says what the key's signatures are made over.
 */
record Ed25519Key(String name, byte type, String rawHex) {
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int LENGTH = 32;

  Ed25519Key {
    checkName(name);
    publicKey(HexFormat.of().parseHex(rawHex));
  }

  static Ed25519Key of(String name, byte type, byte[] raw) {
    if (raw.length != LENGTH) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
    }
    return new Ed25519Key(name, type, HexFormat.of().formatHex(raw));
  }

  /** Reads a vkey of this type and no other. */
  static Ed25519Key parse(String vkey, byte type, String whatItIs) {
    var parts = vkey.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a vkey has three parts");
    }
    var typed = Base64.getDecoder().decode(parts[2]);
    if (typed.length != LENGTH + 1 || typed[0] != type) {
      throw new IllegalArgumentException("not " + whatItIs);
    }
    var key = of(parts[0], type, Arrays.copyOfRange(typed, 1, typed.length));
    if (!key.vkey().equals(vkey.strip())) {
      throw new IllegalArgumentException("the key's id is not its own");
    }
    return key;
  }

  /** Refuses a name that would be ambiguous in a note: empty, with a space, plus or control. */
  static String checkName(String name) {
    boolean bad =
        name.isEmpty()
            || name.codePoints()
                .anyMatch(
                    c ->
                        c == '+'
                            || Character.isWhitespace(c)
                            || Character.isSpaceChar(c)
                            || Character.isISOControl(c));
    if (bad) {
      throw new IllegalArgumentException("a key's name has no space, plus or control character");
    }
    return name;
  }

  /** The first four bytes of SHA-256(name, newline, type, key). */
  int id() {
    var hash = Hash.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), typed());
    return ByteBuffer.wrap(hash.bytes()).getInt();
  }

  String vkey() {
    var base64 = Base64.getEncoder().encodeToString(typed());
    return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + base64;
  }

  /** SHA-256 of the 32 bytes, hex. */
  String fingerprint() {
    return Hash.sha256(raw()).hex();
  }

  boolean signed(NoteSignature signature) {
    return signature.name().equals(name) && signature.keyId() == id();
  }

  boolean verifies(byte[] message, byte[] signature) {
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(publicKey(raw()));
      verifier.update(message);
      return signature.length == 64 && verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private byte[] raw() {
    return HexFormat.of().parseHex(rawHex);
  }

  private byte[] typed() {
    return ByteBuffer.allocate(LENGTH + 1).put(type).put(raw()).array();
  }

  private static PublicKey publicKey(byte[] raw) {
    var encoded = ByteBuffer.allocate(X509_PREFIX.length + raw.length).put(X509_PREFIX).put(raw);
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(encoded.array()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 key", e);
    }
  }
}
