package dev.postern.cli.demo;

import dev.postern.cli.bridge.ModelRequest;
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
    return ModelRequest.text(request.substring(request.indexOf("\n\n") + 2));
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
