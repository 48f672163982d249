package dev.postern.audit.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 value: of a leaf, of a node, of a tree, or of other bytes. */
public final class Hash {
  /** Length in bytes. */
  public static final int LENGTH = 32;

  /** The root of the empty tree: SHA-256 of nothing (RFC 6962, section 2.1). */
  public static final Hash EMPTY_TREE = sha256();

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The hash with these 32 bytes.
   *
   * @throws IllegalArgumentException on another length
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /** The hash in these 32 bytes of a tile. */
  public static Hash at(byte[] bytes, int offset) {
    return of(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
  }

  /** SHA-256 of the parts, one after the other. */
  public static Hash sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return new Hash(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** SHA-256(0x00, entry): RFC 6962 section 2.1. */
  public static Hash leaf(byte[] entry) {
    return sha256(LEAF, entry);
  }

  /** SHA-256(0x01, left, right): RFC 6962 section 2.1. */
  public static Hash node(Hash left, Hash right) {
    return sha256(NODE, left.bytes, right.bytes);
  }

  /**
   * Reads standard base64 with padding, as checkpoints and proofs have it.
   *
   * @throws IllegalArgumentException on anything else than the one encoding of 32 bytes
   */
  public static Hash parseBase64(String text) {
    var hash = of(Base64.getDecoder().decode(text));
    if (!hash.base64().equals(text)) {
      throw new IllegalArgumentException("not the one base64 form of a hash");
    }
    return hash;
  }

  /**
   * Reads 64 lower-case hex digits, as leaves and answers have it.
   *
   * @throws IllegalArgumentException on anything else
   */
  public static Hash parseHex(String text) {
    var hash = of(HexFormat.of().parseHex(text));
    if (!hash.hex().equals(text)) {
      throw new IllegalArgumentException("hex digits are lower case");
    }
    return hash;
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Standard base64. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, LENGTH);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash hash && MessageDigest.isEqual(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }
}
