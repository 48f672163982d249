package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The files a bundle is built from; tests are no part of it. */
record SourceTree(Path root) implements AutoCloseable {
  static final String TESTS = "*_test.rego";

  /** A copy in a temporary folder, deleted on close. */
  static SourceTree copyOf(Path source) throws IOException {
    Path copy = Files.createTempDirectory("postern-bundle");
    copy(source, copy);
    return new SourceTree(copy);
  }

  /** Copies the files of a folder into another. */
  static void copy(Path source, Path into) throws IOException {
    for (Path file : files(source)) {
      Path target = into.resolve(source.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }

  /** What an archive holds, without its signatures, in a temporary folder, deleted on close. */
  static SourceTree unpacked(Path archive) throws IOException {
    Path folder = Files.createTempDirectory("postern-bundle");
    Command.Result result =
        Command.run(List.of("tar", "-xzf", archive.toString(), "-C", folder.toString()));
    if (!result.ok()) {
      throw new ToolboxException("cannot unpack " + archive + ": " + result.output());
    }
    Files.deleteIfExists(folder.resolve(".signatures.json"));
    return new SourceTree(folder);
  }

  String digest() {
    return digest(root);
  }

  /** Writes a file, or changes the member of the folder's one data file that stands for it. */
  void write(String path, JsonNode content) throws IOException {
    Path all = root.resolve("data.json");
    if (Files.exists(all)) {
      MergePatch.apply(all, nested(path.substring(0, path.lastIndexOf('/')), content));
    } else {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content.toString());
    }
  }

  private static JsonNode nested(String path, JsonNode content) {
    JsonNode patch = content;
    for (String name : Arrays.asList(path.split("/")).reversed()) {
      patch = JsonNodeFactory.instance.objectNode().set(name, patch);
    }
    return patch;
  }

  /**
   * 12 hex digits of the SHA-256 over path and content of each file, in the order of their paths.
   */
  static String digest(Path source) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (Path file : files(source)) {
        byte[] content = Files.readAllBytes(file);
        String header = source.relativize(file) + "\0" + content.length + "\0";
        sha256.update(header.getBytes(StandardCharsets.UTF_8));
        sha256.update(content);
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + source, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> files(Path source) throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().endsWith("_test.rego"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
