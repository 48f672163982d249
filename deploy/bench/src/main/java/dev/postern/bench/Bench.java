package dev.postern.bench;

import dev.postern.bench.deid.DeidBench;
import dev.postern.bench.deid.DeidQualityBench;
import dev.postern.bench.ingest.IngestBench;
import dev.postern.bench.ingest.ParseBench;
import dev.postern.bench.retrieval.RetrievalBench;
import dev.postern.bench.retrieval.RetrievalQualityBench;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.policy.Rates;
import dev.postern.toolbox.process.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the named benchmarks, all without a name, against a Postern of their own. */
public final class Bench {

  private Bench() {}

  /**
   * Arguments: {@code [--json] [--quick] [--large] [NAME...]}; the checkout is system property
   * {@code postern.root}.
   */
  public static void main(String[] args) throws Exception {
    List<String> names = new ArrayList<>(List.of(args));
    boolean json = names.remove("--json");
    boolean quick = names.remove("--quick");
    boolean large = names.remove("--large");
    Path root = Path.of(System.getProperty("postern.root", ".")).toAbsolutePath().normalize();
    Path home = root.resolve(".postern/bench");
    Postern postern = Postern.at(root, home, Settings.DEMO, Progress.stderr());
    List<Benchmark> all =
        List.of(
            new AuditBench(postern),
            new LargeLogBench(postern, Long.getLong("postern.bench.entries", 1_000_000)),
            new VerifyBench(root.resolve(".postern/bench-log")),
            new PolicyBench(postern),
            new ReplayBench(postern),
            new ParseBench(root, home),
            new IngestBench(root, home),
            new RetrievalBench(root, home, postern.postgres(), large),
            new RetrievalQualityBench(
                root.resolve("../shared/data"), home, postern.postgres(), quick),
            new QuestionBench(postern),
            new StreamBench(root, home),
            new RotationBench(postern),
            new DeidBench(),
            new DeidQualityBench(root));
    List<Benchmark> wanted =
        all.stream().filter(b -> names.isEmpty() || names.contains(b.name())).toList();
    names.removeAll(all.stream().map(Benchmark::name).toList());
    if (!names.isEmpty()) {
      System.err.println(
          "postern bench: there is no "
              + String.join(", ", names)
              + "; there are "
              + String.join(", ", all.stream().map(Benchmark::name).distinct().toList()));
      System.exit(2);
    }
    if (wanted.stream().noneMatch(Benchmark::needsPostern)) {
      run(
          wanted,
          json,
          Machine.describe(Files.createDirectories(postern.layout().home())),
          List.of());
      return;
    }
    postern.opa().publisher().tables(Rates.upTo(1_000_000));
    postern.up();
    try {
      run(wanted, json, Machine.describe(postern.layout().home()), postern.parts());
    } finally {
      postern.down(false);
    }
  }

  private static void run(List<Benchmark> wanted, boolean json, String machine, List<Part> parts)
      throws Exception {
    if (!json) {
      System.out.println("on " + machine);
      System.out.printf(
          "%-10s %-28s %-26s %12s %-10s %12s %8s%n",
          "bench", "case", "metric", "value", "unit", "bound", "ratio");
    }
    for (Benchmark benchmark : wanted) {
      Set<String> all = parts.stream().map(Part::name).collect(Collectors.toSet());
      try (var standing = Standing.allBut(benchmark.measures().orElse(all), parts)) {
        benchmark.run(figure -> System.out.println(json ? figure.json(machine) : figure.row()));
      }
    }
  }
}
