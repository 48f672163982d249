package dev.postern.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that arrived, on disk: {@code NNNN.request} with the bytes, {@code index.ndjson} with
 * one {@link Arrival} a line, and {@code usage.ndjson} with what was billed. A later run carries on
 * where the earlier one ended.
 */
final class ArrivalRecord {
  private final Path folder;
  private final NdjsonFile<Arrival> index;
  private final NdjsonFile<Usage> usage;
  private int last;

  ArrivalRecord(Path folder) throws IOException {
    this.folder =
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    this.index = new NdjsonFile<>(folder.resolve("index.ndjson"), Arrival.class);
    this.usage = new NdjsonFile<>(folder.resolve("usage.ndjson"), Usage.class);
    index.all().forEach(arrival -> last = Math.max(last, arrival.number()));
  }

  synchronized int nextNumber() {
    last++;
    return last;
  }

  synchronized void add(Arrival arrival, byte[] request) {
    try {
      Files.write(file(arrival.number()), request);
    } catch (IOException e) {
      throw new UncheckedIOException("the record cannot be written", e);
    }
    index.add(arrival);
  }

  void billed(Usage call) {
    usage.add(call);
  }

  List<Arrival> all() {
    return index.all();
  }

  List<Usage> usage() {
    return usage.all();
  }

  Optional<byte[]> request(int number) throws IOException {
    Path file = file(number);
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  private Path file(int number) {
    return folder.resolve(String.format(Locale.ROOT, "%04d.request", number));
  }
}
