package dev.postern.audit.witness;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;

/**
 * Everything a witness owns: its key, and what it remembers. Whoever loses the folder has lost the
 * witness: it must be retired and another made, never started anew under the old key, because it
 * would cosign a rolled back log.
 */
public final class WitnessFolder implements AutoCloseable {
  private static final String SEEN = "seen";

  private final Path folder;
  private final Identity identity;
  private final FileChannel lock;

  private WitnessFolder(Path folder, Identity identity, FileChannel lock) {
    this.folder = folder;
    this.identity = identity;
    this.lock = lock;
  }

  /**
   * Makes a new witness.
   *
   * @param folder does not exist yet, or is empty
   * @param name a schema-less address that says who runs it
   * @throws IOException when there is one already
   */
  public static Identity create(Path folder, String name) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(folder, ownerOnly);
    try (var inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw new IOException(folder + " is not empty: a witness is made once");
      }
    }
    Files.createDirectory(folder.resolve(SEEN), ownerOnly);
    return Identity.create(folder, name);
  }

  /**
   * Opens a witness and keeps others out.
   *
   * @throws IOException when none was made there, or another process has it
   */
  public static WitnessFolder open(Path folder) throws IOException {
    if (!Files.isDirectory(folder.resolve(SEEN))) {
      throw new IOException("no witness was made in " + folder + ", or its memory is gone");
    }
    var lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      lock.close();
      throw new IOException("another process is the witness in " + folder);
    }
    return new WitnessFolder(folder, Identity.open(folder), lock);
  }

  /** The public half of its key, and who it is. */
  public Identity identity() {
    return identity;
  }

  /** The witness itself, once each thing remembered was looked through. */
  public Witness witness(KnownLogs logs, InstantSource clock) throws IOException {
    logs.read();
    var memory = new Memory(folder.resolve(SEEN), identity.key());
    try (var files = Files.list(folder.resolve(SEEN))) {
      for (var file : files.toList()) {
        memory.lastByHash(String.valueOf(file.getFileName()));
      }
    }
    return new Witness(identity, logs, memory, clock);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
