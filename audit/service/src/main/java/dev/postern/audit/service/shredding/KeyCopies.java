package dev.postern.audit.service.shredding;

import dev.postern.audit.service.sequencer.StoreFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the table of the subjects' keys apart from every other backup, newest copy only: an older
 * one would hold keys that were destroyed since. Where Vault's own storage is ours to back up, a
 * snapshot of it lies beside the copy and always opens it: it is taken anew before the copy comes
 * under a new version of the wrapping key, and again when the old versions are gone, so that no
 * snapshot that is kept opens what was destroyed.
 */
public final class KeyCopies {
  private static final System.Logger LOGGER = System.getLogger(KeyCopies.class.getName());
  private static final String KEYS = "subject-keys";
  private static final String VAULT = "vault";

  private final Optional<CopyFolder> folder;
  private final KeyTable table;
  private final Optional<Snapshots> vault;
  private final BooleanSupplier leading;
  private final InstantSource clock;
  private @Nullable State copied;
  private @Nullable Instant behindSince;

  /**
   * What tells one content of the table from another.
   *
   * @param mark changes with every key that comes, goes or is wrapped anew
   * @param version of the wrapping key, of the key that came last; 0 where there is none
   */
  public record State(String mark, int version) {}

  /** The keys of subjects, as wrapped as they are stored, and which were destroyed. */
  public interface KeyTable {
    /** What it holds now. Fails with {@link StoreFailure}. */
    State state();

    /** Writes all of it, as it is at one moment. Fails with {@link StoreFailure}. */
    void copyTo(OutputStream out) throws IOException;
  }

  /** What writes a snapshot of Vault's storage, sealed as it is. */
  public interface Snapshots {
    /** Writes the snapshot. */
    void copyTo(OutputStream out) throws IOException;
  }

  /** A copy could not be kept; then nothing older is destroyed. */
  public static final class CopyUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    CopyUnavailable(IOException cause) {
      super("the copy of the keys cannot be kept: " + cause.getMessage(), cause);
    }
  }

  /**
   * Copies into a folder.
   *
   * @param folder none where keys are backed up by other means
   * @param vault none where Vault is backed up by whoever runs it
   * @param leading whether this instance writes the log; no other copies
   */
  public KeyCopies(
      Optional<Path> folder,
      KeyTable table,
      Optional<Snapshots> vault,
      BooleanSupplier leading,
      InstantSource clock) {
    this.folder = folder.map(path -> new CopyFolder(path, clock));
    this.table = table;
    this.vault = vault;
    this.leading = leading;
    this.clock = clock;
  }

  /** All keys came under a new version of the wrapping key; the old ones still exist. */
  synchronized void rewrapped() {
    snapshot();
    keep();
  }

  /** The old versions of the wrapping key are destroyed. */
  synchronized void trimmed() {
    snapshot();
  }

  /** To be called every few seconds: keeps a copy when a key came or went. */
  public synchronized void run() {
    if (folder.isEmpty() || !leading.getAsBoolean()) {
      return;
    }
    try {
      var state = table.state();
      var last = copied;
      if (!state.equals(last)) {
        if (last == null || last.version() != state.version()) {
          snapshot();
        }
        keep();
      }
    } catch (CopyUnavailable | StoreFailure e) {
      if (behindSince == null) {
        behindSince = clock.instant();
        LOGGER.log(System.Logger.Level.WARNING, "{0}; trying on", e.getMessage());
      }
    }
  }

  /** How long keys have waited for their copy; zero when there is a copy of all. */
  public synchronized Duration behind() {
    return behindSince == null ? Duration.ZERO : Duration.between(behindSince, clock.instant());
  }

  private void keep() {
    if (folder.isPresent()) {
      // The state comes first: what changes while the copy is written is copied the next time.
      var state = table.state();
      keep(KEYS, "csv", table::copyTo);
      copied = state;
      behindSince = null;
    }
  }

  private void snapshot() {
    vault.ifPresent(storage -> keep(VAULT, "snapshot", storage::copyTo));
  }

  private void keep(String kind, String extension, CopyFolder.Content content) {
    if (folder.isPresent()) {
      try {
        folder.get().keep(kind, extension, content);
      } catch (IOException e) {
        throw new CopyUnavailable(e);
      }
    }
  }
}
