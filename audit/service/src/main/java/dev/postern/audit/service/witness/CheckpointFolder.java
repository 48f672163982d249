package dev.postern.audit.service.witness;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A folder that is not where the log's database is (another disk, a share of another team): the
 * newest checkpoint of a log in one file, replaced atomically and never by an older one.
 */
public final class CheckpointFolder {
  private final Path folder;

  /** Checkpoints in an existing folder. */
  public CheckpointFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The checkpoint kept last, as it lies there: verify its signature.
   *
   * @throws IOException when the folder is away, or what lies there is no checkpoint
   */
  public Optional<SignedNote> last(String origin) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("the folder is away");
    }
    try {
      var note = SignedNote.parse(Files.readString(file(origin)));
      if (!Checkpoint.parse(note.text()).origin().equals(origin)) {
        throw new IOException("another log's checkpoint lies there");
      }
      return Optional.of(note);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new IOException("what lies there is no signed checkpoint", e);
    }
  }

  /** Keeps a checkpoint, unless a larger one is there; it is on the disk when this returns. */
  public void keep(Kept kept) throws IOException {
    var origin = kept.checkpoint().origin();
    var known = last(origin).map(note -> Checkpoint.parse(note.text()).size()).orElse(-1L);
    if (known >= kept.checkpoint().size()) {
      return;
    }
    var next = file(origin).resolveSibling(file(origin).getFileName() + ".next");
    try (var channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      channel.write(ByteBuffer.wrap(kept.note().getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    Files.move(
        next, file(origin), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path file(String origin) {
    var hash = Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)).hex();
    return folder.resolve(hash + ".checkpoint");
  }
}
