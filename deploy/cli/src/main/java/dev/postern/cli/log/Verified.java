package dev.postern.cli.log;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.SignedNote.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The last checkpoint of each log proven on this machine, so that a log that lost its tail or was
 * rewritten since is noticed.
 */
public final class Verified {

  private final Path folder;

  public Verified(Path folder) {
    this.folder = folder;
  }

  /** The checkpoint proven last under these keys of one log, its oldest first. */
  public Optional<Checkpoint> last(List<NoteKey> keys) throws IOException {
    Path file = file(keys);
    return Files.exists(file) ? Optional.of(open(file, keys)) : Optional.empty();
  }

  /**
   * A checkpoint from a file, believed only with the signature of one of the keys.
   *
   * @throws IOException if it is none, or not signed by a key
   */
  public static Checkpoint open(Path file, List<NoteKey> keys) throws IOException {
    try {
      SignedNote note = SignedNote.parse(Files.readString(file));
      return switch (note.verify(keys)) {
        case Verdict.Signed signed -> Checkpoint.parse(note.text());
        case Verdict.Unsigned unsigned ->
            throw new IOException(file + " is not signed by the log's key");
        case Verdict.Forged forged -> throw new IOException(file + " carries a false signature");
      };
    } catch (IllegalArgumentException malformed) {
      throw new IOException(
          file + " is no signed checkpoint: " + malformed.getMessage(), malformed);
    }
  }

  /** Remembers a proven checkpoint; an older one never replaces a newer one. */
  public void remember(List<NoteKey> keys, Checkpoint proven, String note) throws IOException {
    Optional<Checkpoint> last = last(keys);
    if (last.isPresent() && last.get().size() > proven.size()) {
      return;
    }
    Files.createDirectories(folder);
    Path next = Files.writeString(Files.createTempFile(folder, "checkpoint", ".next"), note);
    Files.move(
        next, file(keys), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** One key may sign for several logs, one after the other: the name counts too. */
  private Path file(List<NoteKey> keys) {
    NoteKey key = keys.getFirst();
    String log = Hash.sha256(key.name().getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
    return folder.resolve(key.fingerprint().substring(0, 16) + "-" + log + ".checkpoint");
  }
}
