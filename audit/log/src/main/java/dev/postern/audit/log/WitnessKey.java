package dev.postern.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A witness's key (C2SP tlog-cosignature, {@code cosignature/v1}, Ed25519). Its signature says that
 * the witness saw the log grow to this checkpoint without a change to what it had seen before, and
 * when.
 */
public final class WitnessKey {
  private static final byte TYPE = 4;
  private static final int SIGNATURE = 64;

  private final Ed25519Key key;

  private WitnessKey(Ed25519Key key) {
    this.key = key;
  }

  /** What a note says under a witness's key. */
  public sealed interface Verdict {
    /** Cosigned; at several times, the newest counts. */
    record Cosigned(Instant at) implements Verdict {}

    /** The witness has not cosigned it. */
    record Missing() implements Verdict {}

    /** A cosignature under this key's name and id does not verify. */
    record Forged() implements Verdict {}
  }

  /**
   * A key from its 32 bytes.
   *
   * @throws IllegalArgumentException when the name or the key cannot be one
   */
  public static WitnessKey ed25519(String name, byte[] raw) {
    return new WitnessKey(Ed25519Key.of(name, TYPE, raw));
  }

  /**
   * Reads a vkey.
   *
   * @throws IllegalArgumentException when it is not a cosigner's, or its id is not its own
   */
  public static WitnessKey parse(String vkey) {
    return new WitnessKey(Ed25519Key.parse(vkey, TYPE, "an Ed25519 key of a witness"));
  }

  /** The witness's name. */
  public String name() {
    return key.name();
  }

  /** Its one-line form, to be pinned and published. */
  public String vkey() {
    return key.vkey();
  }

  /** The first four bytes of SHA-256(name, newline, type, key). */
  public int id() {
    return key.id();
  }

  /**
   * Makes a cosignature.
   *
   * @param text the checkpoint's text, extension lines included
   * @param at the time of it; whole seconds count
   * @param sign signs bytes with this key's private half
   */
  public NoteSignature cosign(String text, Instant at, UnaryOperator<byte[]> sign) {
    long seconds = at.getEpochSecond();
    var signature = sign.apply(message(seconds, text));
    var bytes = ByteBuffer.allocate(Long.BYTES + signature.length).putLong(seconds).put(signature);
    return new NoteSignature(name(), id(), bytes.array());
  }

  /** Whether a signature says that it is this key's; {@link #verify} tells whether it is. */
  public boolean made(NoteSignature signature) {
    return key.signed(signature);
  }

  /** Looks for this witness's cosignature on a note. */
  public Verdict verify(SignedNote note) {
    var newest = Optional.<Instant>empty();
    for (var signature : note.signatures()) {
      if (key.signed(signature)) {
        var at = cosigned(note.text(), signature.bytes());
        if (at.isEmpty()) {
          return new Verdict.Forged();
        }
        newest = newest.filter(known -> known.isAfter(at.get())).or(() -> at);
      }
    }
    return newest.<Verdict>map(Verdict.Cosigned::new).orElseGet(Verdict.Missing::new);
  }

  private Optional<Instant> cosigned(String text, byte[] bytes) {
    if (bytes.length != Long.BYTES + SIGNATURE) {
      return Optional.empty();
    }
    long seconds = ByteBuffer.wrap(bytes).getLong();
    var signature = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
    // A time of zero would be no statement that this was the largest tree seen.
    boolean dated = seconds > 0 && seconds <= Instant.MAX.getEpochSecond();
    return dated && key.verifies(message(seconds, text), signature)
        ? Optional.of(Instant.ofEpochSecond(seconds))
        : Optional.empty();
  }

  /** What is signed: two lines and the whole text of the checkpoint. */
  static byte[] message(long seconds, String text) {
    return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the same 32 bytes verify for another key. */
  boolean sameKeyAs(WitnessKey other) {
    return key.rawHex().equals(other.key.rawHex());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WitnessKey that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return vkey();
  }
}
