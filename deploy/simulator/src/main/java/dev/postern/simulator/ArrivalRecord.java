package dev.postern.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that arrived, on disk: {@code NNNN.request} with the bytes and {@code index.ndjson}
 * with one {@link Arrival} a line. A later run carries on where the earlier one ended.
 */
final class ArrivalRecord {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;
  private final Path index;
  private final List<Arrival> arrivals = new ArrayList<>();
  private int last;

  ArrivalRecord(Path folder) throws IOException {
    this.folder =
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    this.index = folder.resolve("index.ndjson");
    if (Files.exists(index)) {
      for (String line : Files.readAllLines(index)) {
        Arrival arrival = JSON.readValue(line, Arrival.class);
        arrivals.add(arrival);
        last = Math.max(last, arrival.number());
      }
    }
  }

  synchronized int nextNumber() {
    last++;
    return last;
  }

  synchronized void add(Arrival arrival, byte[] request) {
    try {
      Files.write(file(arrival.number()), request);
      Files.write(
          index,
          (JSON.writeValueAsString(arrival) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the record cannot be written", e);
    }
    arrivals.add(arrival);
  }

  synchronized List<Arrival> all() {
    return List.copyOf(arrivals);
  }

  Optional<byte[]> request(int number) throws IOException {
    Path file = file(number);
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  private Path file(int number) {
    return folder.resolve(String.format(Locale.ROOT, "%04d.request", number));
  }
}
