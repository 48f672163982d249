package dev.postern.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the simulated cloud received: its own record, one file a request, in order of arrival. */
final class CloudRecord {

  private final Path folder;

  CloudRecord(Path folder) {
    this.folder = folder;
  }

  int size() throws IOException {
    return files().size();
  }

  /** The bytes of the requests after the first ones. */
  List<byte[]> since(int first) throws IOException {
    return List.of();
  }

  /** What the newest request asks the model, as text. */
  String newestText() throws IOException {
    return "";
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
