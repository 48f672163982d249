package dev.postern.toolbox.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a backup consists of: {@code {kind, format, taken_at, postgresql, files: {path: {size,
 * sha256}}}}. Written last, so that a folder without it is no backup.
 *
 * @param takenAt when it was begun: what came later may not be in it
 * @param postgres major version of the server that wrote the databases
 * @param files by path below the backup
 */
record Manifest(Instant takenAt, int postgres, Map<String, Content> files) {
  static final String NAME = "manifest.json";
  private static final String KIND = "postern-backup";
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  Manifest {
    files = Map.copyOf(files);
  }

  /**
   * A file.
   *
   * @param size in bytes
   * @param sha256 in hexadecimal
   */
  record Content(long size, String sha256) {
    static Content of(Path file) throws IOException {
      return new Content(Files.size(file), Manifest.sha256(file));
    }
  }

  /** Over all files of a folder. */
  static Manifest of(Path folder, Instant takenAt, int postgres) throws IOException {
    Map<String, Content> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Content.of(file));
      }
    }
    return new Manifest(takenAt, postgres, files);
  }

  /** All files together, in bytes. */
  long size() {
    return files.values().stream().mapToLong(Content::size).sum();
  }

  void write(Path folder) throws IOException {
    ObjectNode json = JSON.createObjectNode().put("kind", KIND).put("format", FORMAT);
    json.put("taken_at", takenAt.toString()).put("postgresql", postgres);
    ObjectNode all = json.putObject("files");
    new TreeMap<>(files)
        .forEach(
            (path, content) ->
                all.putObject(path).put("size", content.size()).put("sha256", content.sha256()));
    Files.writeString(folder.resolve(NAME), json.toPrettyString() + "\n");
  }

  static Manifest read(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(NAME))) {
      throw new ToolboxException(folder + " is no backup, or one that was not finished");
    }
    JsonNode json = parse(folder.resolve(NAME));
    if (!json.path("kind").asText().equals(KIND)) {
      throw new ToolboxException(folder + " is no backup of a Postern");
    }
    if (json.path("format").asInt() != FORMAT) {
      throw new ToolboxException(
          folder
              + " is a backup of format "
              + json.path("format").asText()
              + ", this Postern reads "
              + FORMAT);
    }
    Map<String, Content> files = new TreeMap<>();
    json.path("files")
        .properties()
        .forEach(
            file ->
                files.put(
                    file.getKey(),
                    new Content(
                        file.getValue().path("size").asLong(-1),
                        file.getValue().path("sha256").asText())));
    try {
      Instant takenAt = Instant.parse(json.path("taken_at").asText());
      return new Manifest(takenAt, json.path("postgresql").asInt(), files);
    } catch (DateTimeException e) {
      throw new ToolboxException(folder.resolve(NAME) + " does not say when it was taken", e);
    }
  }

  private static JsonNode parse(Path file) throws IOException {
    try {
      JsonNode json = JSON.readTree(file.toFile());
      return json == null ? MissingNode.getInstance() : json;
    } catch (JsonProcessingException e) {
      throw new ToolboxException(file + " is damaged: it is no JSON", e);
    }
  }

  /** Refuses a backup of which a file is missing or is not what was written. */
  void verify(Path folder) throws IOException {
    for (Map.Entry<String, Content> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey()).normalize();
      if (!path.startsWith(folder.normalize())) {
        throw new ToolboxException("the backup names a file outside of it: " + file.getKey());
      }
      if (!Files.isRegularFile(path)) {
        throw new ToolboxException("the backup lacks " + file.getKey());
      }
      Content found = Content.of(path);
      if (!found.equals(file.getValue())) {
        throw new ToolboxException(
            "%s of the backup is damaged: %d bytes with SHA-256 %s, written were %d with %s"
                .formatted(
                    file.getKey(),
                    found.size(),
                    found.sha256(),
                    file.getValue().size(),
                    file.getValue().sha256()));
      }
    }
  }

  static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = Files.newInputStream(file);
          OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        in.transferTo(out);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
