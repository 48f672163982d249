package dev.postern.audit.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A text and the signatures below it (C2SP signed-note).
 *
 * @param text ends with a newline; this is what is signed
 * @param signatures at least one, in the order of their lines
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  private static final int MOST_SIGNATURES = 100;
  private static final String DASH = "— ";

  /** Refuses text that would not read back. */
  public SignedNote {
    signatures = List.copyOf(signatures);
    boolean control = text.chars().anyMatch(c -> c < 0x20 && c != '\n');
    if (!text.endsWith("\n")
        || control
        || signatures.isEmpty()
        || signatures.size() > MOST_SIGNATURES) {
      throw new IllegalArgumentException("not a signed note");
    }
  }

  /** Which of the keys a verifier knows have signed. */
  public sealed interface Verdict {
    /** Signed by these keys, at least one; signatures of unknown keys were ignored. */
    record Signed(List<NoteKey> by) implements Verdict {}

    /** None of the keys has signed. */
    record Unsigned() implements Verdict {}

    /** A signature under this key's name and id does not verify. */
    record Forged(NoteKey key) implements Verdict {}
  }

  /**
   * Reads a note.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static SignedNote parse(String note) {
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0 || !note.endsWith("\n") || blank + 2 >= note.length()) {
      throw new IllegalArgumentException("a note has signatures after a blank line");
    }
    var lines = note.substring(blank + 2, note.length() - 1).split("\n", -1);
    if (lines.length > MOST_SIGNATURES) {
      throw new IllegalArgumentException("too many signatures");
    }
    var signatures = new ArrayList<NoteSignature>();
    for (var line : lines) {
      signatures.add(signature(line));
    }
    return new SignedNote(note.substring(0, blank + 1), signatures);
  }

  private static NoteSignature signature(String line) {
    var parts = line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : null;
    if (parts == null || parts.length != 2) {
      throw new IllegalArgumentException("not a signature line");
    }
    var bytes = Base64.getDecoder().decode(parts[1]);
    if (bytes.length < 5) {
      throw new IllegalArgumentException("a signature line has a key id and a signature");
    }
    int id = ByteBuffer.wrap(bytes).getInt();
    var signature = new NoteSignature(parts[0], id, Arrays.copyOfRange(bytes, 4, bytes.length));
    if (!line.equals(DASH + signature.line())) {
      throw new IllegalArgumentException("not the one base64 form of a signature");
    }
    return signature;
  }

  /** Checks the signatures under these keys; every other signature is ignored. */
  public Verdict verify(Collection<NoteKey> keys) {
    var by = new ArrayList<NoteKey>();
    for (var signature : signatures) {
      for (var key : keys) {
        if (key.signed(signature)) {
          if (!key.verifies(text, signature.bytes())) {
            return new Verdict.Forged(key);
          }
          by.add(key);
        }
      }
    }
    return by.isEmpty() ? new Verdict.Unsigned() : new Verdict.Signed(List.copyOf(by));
  }

  /**
   * This note with more signatures below it; those it has already are not repeated.
   *
   * @throws IllegalArgumentException when it becomes too many
   */
  public SignedNote with(Collection<NoteSignature> more) {
    var all = new LinkedHashSet<>(signatures);
    all.addAll(more);
    return new SignedNote(text, List.copyOf(all));
  }

  /**
   * This note with the signatures under these keys alone.
   *
   * @throws IllegalArgumentException when none is left
   */
  public SignedNote only(Collection<NoteKey> keys) {
    return new SignedNote(
        text,
        signatures.stream()
            .filter(signature -> keys.stream().anyMatch(key -> key.signed(signature)))
            .toList());
  }

  /** The signature lines alone, as a witness answers them. */
  public static String lines(Collection<NoteSignature> signatures) {
    var out = new StringBuilder();
    signatures.forEach(signature -> out.append(DASH).append(signature.line()).append('\n'));
    return out.toString();
  }

  /** The note as it is published. */
  public String format() {
    return text + "\n" + lines(signatures);
  }
}
