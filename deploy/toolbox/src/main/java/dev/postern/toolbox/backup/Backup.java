package dev.postern.toolbox.backup;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A running Postern in a folder: its three databases, pins, policy and secrets. What opens content
 * lies apart, newest copy only, where the audit service keeps it: the subjects' keys, which are
 * wrapped, and the snapshot of the Vault that unwraps them. The witness's memory and the folder of
 * checkpoints are in no backup: put back with the log they would prove nothing about it.
 */
public final class Backup {
  /** Whoever remembers entries of the log first, so that none remembers more than the log has. */
  static final List<String> DATABASES = List.of("bridge", "index", "audit");

  private static final Duration COPIED = Duration.ofMinutes(1);

  private final Layout layout;
  private final PostgreSQL postgres;
  private final Vault vault;
  private final Progress progress;

  public Backup(Layout layout, PostgreSQL postgres, Vault vault, Progress progress) {
    this.layout = layout;
    this.postgres = postgres;
    this.vault = vault;
    this.progress = progress;
  }

  /**
   * A backup that was taken.
   *
   * @param at when it was begun: what came later may not be in it
   * @param keys the copy of the keys that belongs to it by now
   * @param bytes its size
   */
  public record Taken(Instant at, Path keys, long bytes, List<Step> steps) {}

  /**
   * Takes a backup while everything runs. The folder is there when it is whole, and not before.
   *
   * @param folder a folder that is not there yet
   */
  public Taken take(Path folder) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw new ToolboxException(folder + " exists already; a backup never replaces another");
    }
    if (layout.keys().toAbsolutePath().normalize().startsWith(target)) {
      throw new ToolboxException("the keys are kept apart from the backup, not in it");
    }
    Instant now = Instant.now();
    Steps steps = new Steps(progress);
    Path half = target.resolveSibling(target.getFileName() + ".partial");
    Cache.delete(half);
    Files.createDirectories(target.getParent());
    Files.createDirectory(
        half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (String database : DATABASES) {
      List<String> apart = database.equals("audit") ? KeyTable.APART : List.of();
      Path file = half.resolve(database + ".dump");
      steps.run(
          "writing database " + database, () -> new Dump(postgres).write(database, file, apart));
    }
    // After the bridge's database, which remembers the newest policy that it saw.
    steps.run("copying policy, pins and secrets", () -> Folders.copy(layout.home(), half));
    steps.run("taking Vault's snapshot", this::snapshot);
    steps.run("waiting for the copy of the keys", this::awaitKeys);
    steps.run(
        "computing SHA-256 of every file",
        () -> Manifest.of(half, now, postgres.major()).write(half));
    Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
    return new Taken(
        now,
        new KeyFolder(layout.keys()).newest(KeyFolder.KEYS).file(),
        Manifest.read(target).size(),
        steps.done());
  }

  /** What changed in Vault since the audit service took one: accounts, secrets, leases. */
  private void snapshot() throws IOException {
    Path file = layout.keys().resolve(".snapshot.next");
    Files.deleteIfExists(file);
    vault.snapshot(file);
    new KeyFolder(layout.keys()).add(KeyFolder.VAULT, "snapshot", file);
  }

  /** Removes the copies of a folder, where another one has newer ones. */
  public static void forgetKeysIn(Path folder) throws IOException {
    new KeyFolder(folder).clear();
  }

  private void awaitKeys() throws IOException {
    Instant end = Instant.now().plus(COPIED);
    while (true) {
      Optional<KeyFolder.Copy> copy = new KeyFolder(layout.keys()).find(KeyFolder.KEYS);
      if (copy.isPresent() && whole(copy.get().file())) {
        return;
      }
      if (Instant.now().isAfter(end)) {
        throw new ToolboxException(
            "the audit service keeps no copy of all keys in "
                + layout.keys()
                + "; ./postern logs audit says why");
      }
      Part.pauseShortly();
    }
  }

  private boolean whole(Path copy) throws IOException {
    try {
      return new KeyTable(postgres).isIn(copy);
    } catch (NoSuchFileException replaced) {
      return false;
    }
  }
}
