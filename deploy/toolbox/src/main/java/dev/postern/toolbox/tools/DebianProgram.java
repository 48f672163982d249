package dev.postern.toolbox.tools;

import dev.postern.toolbox.MissingPrerequisite;
import dev.postern.toolbox.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program on PATH, or else out of Debian's packages, which apt verifies and which are unpacked
 * into the user's cache and never installed.
 */
public enum DebianProgram {
  /** Prometheus' checker of configurations and rules. */
  PROMTOOL("usr/bin/promtool", "prometheus"),
  /** The packet filter, with the libraries that it needs. */
  NFT(
      "usr/sbin/nft",
      "nftables",
      "libnftables1",
      "libnftnl11",
      "libmnl0",
      "libjansson4",
      "libedit2",
      "libxtables12",
      "libbsd0",
      "libmd0"),
  /** Falco's elder, which has the same filter engine, with the libraries that it needs. */
  SYSDIG(
      "usr/bin/sysdig",
      "sysdig",
      "libfalcosecurity0",
      "libyaml-cpp0.7",
      "libb64-0d",
      "libc-ares2",
      "libgrpc29",
      "libgrpc++1.51",
      "libprotobuf32",
      "libprotoc32",
      "libre2-9",
      "libluajit-5.1-common",
      "libluajit-5.1-2",
      "libtbb12",
      "libtbbmalloc2",
      "libtbbbind-2-5",
      "libhwloc15");

  private final Path file;
  private final List<String> packages;

  DebianProgram(String file, String... packages) {
    this.file = Path.of(file);
    this.packages = List.of(packages);
  }

  /**
   * The program, fetched first when it has to be.
   *
   * @throws MissingPrerequisite where it is not on PATH and apt does not give it
   */
  public Path find(Cache cache, Progress progress) {
    return Command.onPath(name(file))
        .orElseGet(() -> cache.entry(entry(), folder -> fetch(folder, progress)).resolve(file));
  }

  /** What a program out of the cache finds its libraries by; the system's own stay beside them. */
  public static Map<String, String> libraries(Path program) {
    Path root = program.resolve("../../..").normalize();
    try (Stream<Path> files = Files.walk(root.resolve("usr/lib"), 1)) {
      return root.getParent() == null
          ? Map.of()
          : Map.of("LD_LIBRARY_PATH", String.join(":", files.map(Path::toString).toList()));
    } catch (IOException e) {
      return Map.of();
    }
  }

  private String entry() {
    return "debian-" + name(file);
  }

  private void fetch(Path entry, Progress progress) throws IOException {
    progress.say("fetching Debian's " + packages.getFirst() + ", once");
    Path download = Files.createDirectories(entry.resolve("download"));
    List<String> apt = new ArrayList<>(List.of("apt-get", "download"));
    apt.addAll(packages);
    if (!Command.run(apt, download, Map.of()).ok()) {
      throw missing();
    }
    try (Stream<Path> files = Files.list(download)) {
      for (Path archive : files.toList()) {
        if (!Command.run(List.of("dpkg-deb", "-x", archive.toString(), entry.toString())).ok()) {
          throw missing();
        }
      }
    }
    Cache.delete(download);
  }

  private MissingPrerequisite missing() {
    return new MissingPrerequisite(
        name(file) + " is missing, and apt gives none: install " + packages.getFirst() + ".");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
