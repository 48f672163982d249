package dev.postern.audit.witness;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.WitnessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The last cosigned checkpoint of each log: one file a log, replaced atomically and durably. */
public final class Memory {
  private final Path folder;
  private final WitnessKey own;

  /**
   * The memory in a folder.
   *
   * @param own the key under which everything remembered was cosigned
   */
  Memory(Path folder, WitnessKey own) {
    this.folder = folder;
    this.own = own;
  }

  /** The last checkpoint cosigned for a log. */
  Optional<SignedNote> last(String origin) throws IOException {
    var note = lastByHash(hash(origin));
    if (note.isPresent() && !Checkpoint.parse(note.get().text()).origin().equals(origin)) {
      throw new IOException("the memory of " + origin + " is of another log");
    }
    return note;
  }

  /** The same by the hash of the log's name. */
  Optional<SignedNote> lastByHash(String originHash) throws IOException {
    if (!originHash.matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(believed(Files.readString(folder.resolve(originHash))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** What this witness did not cosign itself was written by somebody else. */
  private SignedNote believed(String text) throws IOException {
    try {
      var note = SignedNote.parse(text);
      if (own.verify(note) instanceof WitnessKey.Verdict.Cosigned) {
        return note;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("what was remembered of a log cannot be read", e);
    }
    throw new IOException("what was remembered of a log was edited");
  }

  /** Replaces what is remembered of a log; it is on the disk when this returns. */
  void remember(String origin, SignedNote cosigned) throws IOException {
    Durable.replace(folder.resolve(hash(origin)), cosigned.format());
  }

  /** How a log is named in addresses and files. */
  static String hash(String origin) {
    return Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
