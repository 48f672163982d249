package dev.postern.audit.log;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The evidence for one entry in one file (C2SP tlog-proof): where it is, the inclusion proof, and
 * the signed checkpoint it leads to.
 *
 * @param extra data of whoever made the file, base64; nothing vouches for it
 * @param index the entry's index
 * @param path the inclusion proof's hashes
 * @param checkpoint the signed note, verbatim
 */
public record TlogProof(Optional<String> extra, long index, List<Hash> path, String checkpoint) {
  private static final String FIRST = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";

  /** Refuses a negative index, and extra data that would not read back. */
  public TlogProof {
    path = List.copyOf(path);
    extra.ifPresent(TlogProof::requireBase64);
    if (index < 0) {
      throw new IllegalArgumentException("index is negative");
    }
  }

  /** A proof without extra data. */
  public TlogProof(long index, List<Hash> path, String checkpoint) {
    this(Optional.empty(), index, path, checkpoint);
  }

  private static void requireBase64(String extra) {
    var bytes = Base64.getDecoder().decode(extra);
    if (bytes.length == 0 || !Base64.getEncoder().encodeToString(bytes).equals(extra)) {
      throw new IllegalArgumentException("extra data is not in base64");
    }
  }

  /** The file's text. */
  public String format() {
    var out = new StringBuilder(FIRST).append('\n');
    extra.ifPresent(data -> out.append(EXTRA).append(data).append('\n'));
    out.append("index ").append(index).append('\n');
    path.forEach(hash -> out.append(hash.base64()).append('\n'));
    return out.append('\n').append(checkpoint).toString();
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when it is not a proof
   */
  public static TlogProof parse(String file) {
    int blank = file.indexOf("\n\n");
    if (blank < 0) {
      throw new IllegalArgumentException("a proof ends with a checkpoint");
    }
    var lines = new ArrayList<>(List.of(file.substring(0, blank).split("\n", -1)));
    if (!lines.removeFirst().equals(FIRST)) {
      throw new IllegalArgumentException("not a tlog-proof of version 1");
    }
    var extra = Optional.<String>empty();
    if (!lines.isEmpty() && lines.getFirst().startsWith(EXTRA)) {
      extra = Optional.of(lines.removeFirst().substring(EXTRA.length()));
    }
    if (lines.isEmpty() || !lines.getFirst().matches("index (0|[1-9][0-9]{0,18})")) {
      throw new IllegalArgumentException("a proof names the index");
    }
    long index = Long.parseLong(lines.removeFirst().substring("index ".length()));
    var path = lines.stream().map(Hash::parseBase64).toList();
    return new TlogProof(extra, index, path, file.substring(blank + 2));
  }

  /**
   * Whether the entry with these bytes is in the log that one of the keys signs for.
   *
   * @param entry the canonical bytes
   * @param keys keys from somewhere else than this file
   */
  public boolean proves(byte[] entry, Collection<NoteKey> keys) {
    var note = SignedNote.parse(checkpoint);
    var state = Checkpoint.parse(note.text());
    boolean signed =
        note.verify(keys) instanceof SignedNote.Verdict.Signed by
            && by.by().stream().anyMatch(key -> key.name().equals(state.origin()));
    return signed
        && index < state.size()
        && new InclusionProof(index, state.size(), path).proves(Hash.leaf(entry), state.root());
  }
}
