package dev.postern.audit.log;

import java.util.ArrayList;
import java.util.List;

/**
 * What a log sends to a witness (C2SP tlog-witness, {@code add-checkpoint}): its new checkpoint and
 * the proof that it continues the one that the witness saw last.
 *
 * @param oldSize the size that the witness saw last; 0 when it never saw any
 * @param proof the consistency proof's hashes, at most 63
 * @param note the signed checkpoint
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, SignedNote note) {
  /** The most hashes that a proof can have. */
  public static final int MOST_HASHES = 63;

  /** Refuses what the format cannot say. */
  public AddCheckpoint {
    proof = List.copyOf(proof);
    if (oldSize < 0 || proof.size() > MOST_HASHES) {
      throw new IllegalArgumentException("no such request to a witness");
    }
  }

  /** The request's body. */
  public String format() {
    var out = new StringBuilder("old ").append(oldSize).append('\n');
    proof.forEach(hash -> out.append(hash.base64()).append('\n'));
    return out.append('\n').append(note.format()).toString();
  }

  /**
   * Reads a request's body.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static AddCheckpoint parse(String body) {
    int blank = body.indexOf("\n\n");
    if (blank < 0) {
      throw new IllegalArgumentException("a request ends with a checkpoint");
    }
    var lines = new ArrayList<>(List.of(body.substring(0, blank).split("\n", -1)));
    var first = lines.removeFirst();
    if (!first.matches("old (0|[1-9][0-9]{0,18})")) {
      throw new IllegalArgumentException("a request begins with the old size");
    }
    if (lines.size() > MOST_HASHES) {
      throw new IllegalArgumentException("a proof has at most 63 hashes");
    }
    long oldSize = Long.parseLong(first.substring("old ".length()));
    var proof = lines.stream().map(Hash::parseBase64).toList();
    return new AddCheckpoint(oldSize, proof, SignedNote.parse(body.substring(blank + 2)));
  }
}
