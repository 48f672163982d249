package dev.postern.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the figures were measured on; stands beside every figure, since a disk decides most of them.
 */
final class Machine {

  private static final int FSYNCS = 50;

  private Machine() {}

  /**
   * Cores, memory and the median time of one fsync in this folder, such as {@code 2 cores, 23 GiB,
   * fsync 0.12 ms}.
   */
  static String describe(Path folder) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "%d cores, %d GiB, fsync %.2f ms",
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() >> 30,
        fsync(folder).median());
  }

  /** The time of one 4 kB write made durable. */
  static Percentiles fsync(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "fsync", ".probe");
    List<Long> nanos = new ArrayList<>();
    try (RandomAccessFile probe = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] page = new byte[4096];
      for (int i = 0; i < FSYNCS; i++) {
        long before = System.nanoTime();
        probe.write(page);
        probe.getChannel().force(false);
        nanos.add(System.nanoTime() - before);
      }
    } finally {
      Files.delete(file);
    }
    return Percentiles.ofNanos(nanos);
  }
}
