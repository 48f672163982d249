package dev.postern.toolbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where everything lives: the checkout with the built modules, and the folder that holds all that
 * running makes.
 *
 * @param checkout root of the source tree
 * @param home usually {@code .postern} of the checkout; tests use one below {@code target/}
 */
public record Layout(Path checkout, Path home) {
  public Layout {
    checkout = checkout.toAbsolutePath().normalize();
    home = home.toAbsolutePath().normalize();
  }

  public Path ports() {
    return home.resolve("ports.json");
  }

  public Path lock() {
    return home.resolve("lock");
  }

  public Path pid(String part) {
    return folder("pid").resolve(part + ".json");
  }

  public Path log(String part) {
    return folder("log").resolve(part + ".log");
  }

  public Path tools() {
    return home.resolve("tools");
  }

  public Path data(String part) {
    return home.resolve("data").resolve(part);
  }

  /** A part's own folder for state and secrets, readable by the owner only. */
  public Path secrets(String part) {
    return privateFolder(folder("secrets").resolve(part));
  }

  public Path tls(String name) {
    return privateFolder(folder("tls").resolve(name));
  }

  /** The certificate that everything on this machine trusts for Postern's parts. */
  public Path caFile() {
    return folder("tls").resolve("ca.crt");
  }

  /** The folder of the witness, which stands for somebody else's machine. */
  public Path witness() {
    return privateFolder(folder("witness"));
  }

  public Path run(String service) {
    return privateFolder(folder("run").resolve(service));
  }

  /**
   * The keys of this Postern's logs, one vkey a line, oldest first: the last is the present log's.
   * Whoever appends follows the log to no other name.
   */
  public Path pinnedLogs() {
    return privateFolder(folder("pin")).resolve("logs.vkey");
  }

  /**
   * Where the audit service keeps the newest copy of the subjects' keys, and Vault's snapshot: in
   * here until a backup names another place.
   */
  public Path keys() {
    return Files.exists(keysPlace())
        ? Path.of(PrivateFile.read(keysPlace()).strip())
        : privateFolder(folder("keys"));
  }

  /** From now on they are kept in this folder, which is there. */
  public void keepKeysIn(Path place) {
    if (!place.equals(keys())) {
      PrivateFile.write(keysPlace(), place.toAbsolutePath().normalize() + "\n");
    }
  }

  private Path keysPlace() {
    return home.resolve("keys.place");
  }

  /** Is there while a backup is being put back: what lies here is not to be started. */
  public Path restoring() {
    return home.resolve("restoring");
  }

  /** Where the audit service keeps its newest checkpoint apart from its database. */
  public Path checkpoints() {
    return privateFolder(folder("checkpoints"));
  }

  public Path config(String service) {
    return privateFolder(folder("config")).resolve(service + ".properties");
  }

  private Path folder(String name) {
    return created(home.resolve(name));
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + folder, e);
    }
  }

  private static Path privateFolder(Path folder) {
    created(folder);
    try {
      return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot protect " + folder, e);
    }
  }
}
