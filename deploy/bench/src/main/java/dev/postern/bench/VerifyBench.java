package dev.postern.bench;

import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogCheck;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.TilePath;
import dev.postern.audit.log.TreeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The offline verifier over a million entries, in a process of its own with a heap far smaller than
 * the log. The bound is SHA-256 over the same files, read in the same process.
 */
public final class VerifyBench implements Benchmark {
  private static final long ENTRIES = 1_000_000;
  private static final int HEAP_MB = 64;
  private static final int PROOFS = 1_000;

  private final Path folder;

  /**
   * @param folder where the log is kept for the next run; it takes 1.3 GB
   */
  VerifyBench(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public boolean needsPostern() {
    return false;
  }

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    new LargeLog(Files.createDirectories(folder), ENTRIES).write();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP_MB + "m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            VerifyBench.class.getName(),
            folder.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<Double> seconds = new ArrayList<>();
    try (var out = process.inputReader()) {
      out.lines().map(Double::valueOf).forEach(seconds::add);
    }
    if (process.waitFor() != 0 || seconds.size() != 4) {
      throw new IOException("the verifier did not get through");
    }
    String scenario = "entries=" + ENTRIES;
    figures.accept(new Figure("verify", scenario, "time", seconds.get(1), "s", seconds.get(0)));
    figures.accept(
        new Figure(
            "verify", scenario, "throughput", ENTRIES / seconds.get(1), "entries/s", Double.NaN));
    figures.accept(new Figure("verify", scenario, "heap limit", HEAP_MB, "MB", Double.NaN));
    figures.accept(
        new Figure("verify", scenario, "proof p50", seconds.get(2) * 1e3, "ms", Double.NaN));
    figures.accept(
        new Figure("verify", scenario, "proof p99", seconds.get(3) * 1e3, "ms", Double.NaN));
  }

  /** The measured process: prints the seconds of the bound, the check, a proof's p50 and p99. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    LargeLog log = new LargeLog(Path.of(args[0]), ENTRIES);
    // The first pass warms the page cache: afterwards neither pays for the disk.
    hash(log);
    System.out.println(hash(log));
    System.out.println(check(log));
    double[] proofs = proofs(log);
    System.out.println(proofs[PROOFS / 2]);
    System.out.println(proofs[PROOFS * 99 / 100]);
  }

  private static double hash(LargeLog log) throws IOException, GeneralSecurityException {
    long start = System.nanoTime();
    LogSource source = LogSource.directory(log.folder());
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (TilePath path : TilePath.all(log.size())) {
      digest.update(source.read(path.toString()).orElseThrow());
    }
    for (long bundle = 0; bundle * TilePath.FULL < log.size(); bundle++) {
      TilePath path = TilePath.at(TilePath.ENTRIES, bundle, log.size());
      digest.update(source.read(path.toString()).orElseThrow());
    }
    digest.digest();
    return seconds(start);
  }

  private static double check(LargeLog log) throws IOException {
    long start = System.nanoTime();
    LogSource source = LogSource.directory(log.folder());
    LogCheck.Result result = new LogCheck(source, log.key()).run(Optional.empty(), checked -> {});
    if (!(result instanceof LogCheck.Result.Proven)) {
      throw new IOException("not proven: " + result);
    }
    return seconds(start);
  }

  private static double[] proofs(LargeLog log) throws IOException {
    LogSource source = LogSource.directory(log.folder());
    Hash root = new TreeReader(source, log.size()).root();
    Random random = new Random(1);
    double[] seconds = new double[PROOFS];
    for (int i = 0; i < PROOFS; i++) {
      long start = System.nanoTime();
      // A reader of its own each time: nothing is kept from the one before.
      TreeReader reader = new TreeReader(source, log.size());
      long index = random.nextLong(log.size());
      if (!reader.inclusion(index).proves(reader.leaf(index), root)) {
        throw new IOException("entry " + index + " is not proven");
      }
      seconds[i] = seconds(start);
    }
    Arrays.sort(seconds);
    return seconds;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
