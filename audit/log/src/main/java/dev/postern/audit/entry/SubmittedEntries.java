package dev.postern.audit.entry;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The compact form of the body of {@code POST /v1/entries}: what the JSON form says, without
 * base64. Numbers are big-endian.
 *
 * <pre>
 * "postern-entries/1\n"
 * u32 number of entries, then for each
 *   u32 length, leaf
 *   u8  1: a payload follows; 2: subjects follow; 3: both
 *   [u32 length, payload]
 *   [32 bytes salt, u16 number of handles, for each u8 length and ASCII]
 * </pre>
 */
public final class SubmittedEntries {
  /** Its media type. */
  public static final String MEDIA_TYPE = "application/vnd.postern.entries";

  private static final byte[] MAGIC = "postern-entries/1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int PAYLOAD = 1;
  private static final int SUBJECTS = 2;
  private static final int SALT = 32;

  private SubmittedEntries() {}

  /** Writes a body. */
  public static byte[] write(List<Submitted> entries) {
    int size = MAGIC.length + Integer.BYTES;
    for (var entry : entries) {
      size = Math.addExact(size, size(entry));
    }
    var out = ByteBuffer.allocate(size).put(MAGIC).putInt(entries.size());
    for (var entry : entries) {
      write(entry, out);
    }
    return out.array();
  }

  private static int size(Submitted entry) {
    int size = Integer.BYTES + entry.leaf().length + 1;
    var payload = entry.payload();
    if (payload != null) {
      size = Math.addExact(size, Integer.BYTES + Math.toIntExact(payload.ref().length()));
    }
    var subjects = entry.subjects();
    if (subjects != null) {
      size += SALT + Short.BYTES;
      for (var handle : subjects.handles()) {
        size += 1 + handle.length();
      }
    }
    return size;
  }

  private static void write(Submitted entry, ByteBuffer out) {
    var payload = entry.payload();
    var subjects = entry.subjects();
    var leaf = entry.leaf();
    out.putInt(leaf.length).put(leaf);
    out.put((byte) ((payload == null ? 0 : PAYLOAD) | (subjects == null ? 0 : SUBJECTS)));
    if (payload != null) {
      out.putInt(Math.toIntExact(payload.ref().length())).put(payload.view());
    }
    if (subjects != null) {
      out.put(subjects.salt().bytes()).putShort((short) subjects.handles().size());
      for (var handle : subjects.handles()) {
        out.put((byte) handle.length()).put(handle.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException on anything else than one whole body of this form
   */
  public static List<Submitted> read(byte[] body) {
    try {
      var in = ByteBuffer.wrap(body);
      if (!Arrays.equals(bytes(in, MAGIC.length), MAGIC)) {
        throw new IllegalArgumentException("not a body of entries");
      }
      int count = in.getInt();
      var entries = new ArrayList<Submitted>();
      for (int i = 0; i < count; i++) {
        entries.add(entry(in));
      }
      if (count < 0 || in.hasRemaining()) {
        throw new IllegalArgumentException("more than the entries it announces");
      }
      return entries;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("ends too early", e);
    }
  }

  private static Submitted entry(ByteBuffer in) {
    var leaf = bytes(in, in.getInt());
    int beside = in.get();
    if ((beside & ~(PAYLOAD | SUBJECTS)) != 0) {
      throw new IllegalArgumentException("something unknown beside an entry");
    }
    var payload = (beside & PAYLOAD) == 0 ? null : Payload.owning(bytes(in, in.getInt()));
    return new Submitted(leaf, payload, (beside & SUBJECTS) == 0 ? null : subjects(in));
  }

  private static Subjects subjects(ByteBuffer in) {
    var salt = Salt.of(bytes(in, SALT));
    int count = Short.toUnsignedInt(in.getShort());
    var handles = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var handle = bytes(in, Byte.toUnsignedInt(in.get()));
      handles.add(new String(handle, StandardCharsets.ISO_8859_1));
    }
    return new Subjects(handles, salt);
  }

  /** Checked before anything is reserved: a length is a claim. */
  private static byte[] bytes(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
