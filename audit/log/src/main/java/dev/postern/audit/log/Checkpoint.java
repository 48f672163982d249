package dev.postern.audit.log;

import java.util.List;

/**
 * The state of a log (C2SP tlog-checkpoint): three lines of a signed note.
 *
 * @param origin the log's name, also the name of its key
 * @param size how many leaves
 * @param root the root of their tree
 */
public record Checkpoint(String origin, long size, Hash root) {
  /** Refuses an origin that no note key can be named after. */
  public Checkpoint {
    Ed25519Key.checkName(origin);
    if (size < 0) {
      throw new IllegalArgumentException("size is negative");
    }
  }

  /** The note's text, with its final newline. */
  public String text() {
    return origin + "\n" + size + "\n" + root.base64() + "\n";
  }

  /**
   * Reads the text of a note. Extension lines are allowed and ignored.
   *
   * @throws IllegalArgumentException when it is not a checkpoint
   */
  public static Checkpoint parse(String text) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("a checkpoint ends with a newline");
    }
    var lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
    if (lines.size() < 3 || lines.stream().skip(3).anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("a checkpoint has three lines");
    }
    var size = lines.get(1);
    if (!size.matches("0|[1-9][0-9]{0,18}")) {
      throw new IllegalArgumentException("the size is not a number");
    }
    return new Checkpoint(lines.get(0), Long.parseLong(size), Hash.parseBase64(lines.get(2)));
  }
}
