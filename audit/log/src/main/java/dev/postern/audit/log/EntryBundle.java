package dev.postern.audit.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Up to 256 entries in a file, each after its length in two bytes, big-endian (C2SP tlog-tiles).
 */
public final class EntryBundle {
  private EntryBundle() {}

  /**
   * The bytes of a bundle.
   *
   * @throws IllegalArgumentException when an entry has more than 65,535 bytes
   */
  public static byte[] encode(List<byte[]> entries) {
    var out = new ByteArrayOutputStream();
    for (var entry : entries) {
      if (entry.length > 0xffff) {
        throw new IllegalArgumentException("an entry has at most 65,535 bytes");
      }
      out.write(entry.length >>> 8);
      out.write(entry.length);
      out.write(entry, 0, entry.length);
    }
    return out.toByteArray();
  }

  /**
   * The entries in a bundle's bytes.
   *
   * @throws IllegalArgumentException when the bytes end within an entry
   */
  public static List<byte[]> decode(byte[] bytes) {
    var entries = new ArrayList<byte[]>();
    int at = 0;
    while (at < bytes.length) {
      if (at + 2 > bytes.length) {
        throw new IllegalArgumentException("bundle ends within a length");
      }
      int length = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
      at += 2;
      if (at + length > bytes.length) {
        throw new IllegalArgumentException("bundle ends within an entry");
      }
      entries.add(Arrays.copyOfRange(bytes, at, at + length));
      at += length;
    }
    return entries;
  }
}
