package dev.postern.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Values as lines of JSON; a later run carries on where the earlier one ended. */
final class NdjsonFile<T> {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;
  private final List<T> values = new ArrayList<>();

  NdjsonFile(Path file, Class<T> type) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        values.add(JSON.readValue(line, type));
      }
    }
  }

  synchronized void add(T value) {
    try {
      Files.write(
          file,
          (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the record cannot be written", e);
    }
    values.add(value);
  }

  synchronized List<T> all() {
    return List.copyOf(values);
  }
}
