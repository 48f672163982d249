package dev.postern.toolbox.backup;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup back, all of it or nothing: while it is under way nothing can be started from it,
 * and what was there before is moved aside and comes back if it fails.
 */
public final class Restore {
  private final Layout layout;
  private final PostgreSQL postgres;
  private final Vault vault;
  private final Runnable stop;
  private final Progress progress;

  /**
   * @param stop stops whatever runs of this Postern
   */
  public Restore(
      Layout layout, PostgreSQL postgres, Vault vault, Runnable stop, Progress progress) {
    this.layout = layout;
    this.postgres = postgres;
    this.vault = vault;
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * What was put back.
   *
   * @param takenAt when the backup was begun; what came later is lost, as far as it is not in it
   * @param keysAt when the copy of the keys was written
   * @param aside where that lies which was there before
   */
  public record PutBack(Instant takenAt, Instant keysAt, Optional<Path> aside, List<Step> steps) {}

  /**
   * Puts a backup back, up to PostgreSQL and Vault running; the services are for the caller to
   * start.
   *
   * @param keys the folder with the newest copy of the keys, whatever the age of the backup; the
   *     audit service goes on keeping it there
   * @param replace whether what is there may be moved aside
   */
  public PutBack run(Path folder, Path keys, boolean replace) throws IOException {
    Steps steps = new Steps(progress);
    Path from = folder.toAbsolutePath().normalize();
    Path apart = keys.toAbsolutePath().normalize();
    requireRoom(from, replace);
    Manifest manifest = Manifest.read(from);
    steps.run("verifying the backup", () -> verify(manifest, from));
    KeyFolder.Copy copy = new KeyFolder(apart).newest(KeyFolder.KEYS);
    KeyFolder.Copy snapshot = new KeyFolder(apart).newest(KeyFolder.VAULT);
    stop.run();
    Path aside = aside();
    PrivateFile.write(layout.restoring(), aside == null ? "" : aside.toString());
    try {
      put(steps, from, copy.file(), snapshot.file());
    } catch (IOException | RuntimeException e) {
      undo(aside);
      throw e;
    }
    layout.keepKeysIn(apart);
    Files.delete(layout.restoring());
    return new PutBack(manifest.takenAt(), copy.at(), Optional.ofNullable(aside), steps.done());
  }

  private void requireRoom(Path from, boolean replace) {
    if (Files.exists(layout.restoring())) {
      progress.say("an earlier restore was interrupted: what it left is moved aside");
    } else if (Folders.taken(layout) && !replace) {
      throw new ToolboxException(
          "there is a Postern in "
              + layout.home()
              + "; with --replace it is moved aside, and back again if this fails");
    }
    if (from.startsWith(layout.home())) {
      throw new ToolboxException(from + " lies inside of what is replaced: move it elsewhere");
    }
  }

  private void verify(Manifest manifest, Path from) throws IOException {
    if (manifest.postgres() > postgres.major()) {
      throw new ToolboxException(
          "the backup was written by PostgreSQL "
              + manifest.postgres()
              + ", here is "
              + postgres.major());
    }
    manifest.verify(from);
    for (String database : Backup.DATABASES) {
      if (!manifest.files().containsKey(database + ".dump")) {
        throw new ToolboxException("the backup has no database " + database);
      }
    }
  }

  /** What is there goes aside, and what an interrupted restore left. */
  private @Nullable Path aside() throws IOException {
    if (Files.exists(layout.restoring())) {
      Folders.move(
          layout.home(), layout.home().resolve("interrupted-" + Instant.now().toEpochMilli()));
      String before = PrivateFile.read(layout.restoring());
      return before.isBlank() ? null : Path.of(before);
    }
    if (Folders.empty(layout.home())) {
      return null;
    }
    Path aside = layout.home().resolve("replaced-" + Instant.now().toEpochMilli());
    Folders.move(layout.home(), aside);
    return aside;
  }

  private void put(Steps steps, Path from, Path copy, Path snapshot) throws IOException {
    for (String name : Folders.all()) {
      Cache.delete(layout.home().resolve(name));
    }
    Folders.copy(from, layout.home());
    steps.run("starting an empty PostgreSQL", postgres::start);
    for (String database : Backup.DATABASES) {
      steps.run(
          "putting database " + database + " back",
          () -> new Dump(postgres).read(database, from.resolve(database + ".dump")));
    }
    int[] oldest = {1};
    steps.run("putting the keys back", () -> oldest[0] = new KeyTable(postgres).load(copy));
    steps.run("putting Vault back", () -> vault.restore(snapshot, oldest[0]));
    steps.run("starting Vault", vault::start);
  }

  private void undo(@Nullable Path aside) throws IOException {
    vault.part().stop();
    postgres.part().stop();
    for (String name : Folders.all()) {
      Cache.delete(layout.home().resolve(name));
    }
    if (aside != null) {
      Folders.move(aside, layout.home());
      Files.delete(aside);
    }
    Files.delete(layout.restoring());
  }
}
