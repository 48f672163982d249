package dev.postern.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the simulated cloud received: its own record, a file {@code NNNN.request} for each request
 * with head, empty line and body.
 */
final class CloudRecord {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;

  CloudRecord(Path folder) {
    this.folder = folder;
  }

  int size() throws IOException {
    return files().size();
  }

  /** The bytes of the requests after the first ones, head and body. */
  List<byte[]> since(int first) throws IOException {
    List<Path> files = files();
    List<byte[]> requests = new ArrayList<>();
    for (Path file : files.subList(first, files.size())) {
      requests.add(Files.readAllBytes(file));
    }
    return requests;
  }

  /** What the newest request tells the model: each message under its role. */
  String newestText() throws IOException {
    String request = Files.readString(files().getLast(), StandardCharsets.UTF_8);
    JsonNode body = JSON.readTree(request.substring(request.indexOf("\n\n") + 2));
    StringBuilder text = new StringBuilder();
    for (JsonNode message : body.path("messages")) {
      text.append(message.path("role").asText()).append(":\n");
      text.append(content(message.path("content")).indent(2));
    }
    return text.toString();
  }

  private static String content(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText()));
    return text.toString();
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".request")).sorted().toList();
    }
  }
}
