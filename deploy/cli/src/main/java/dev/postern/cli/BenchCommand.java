package dev.postern.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "The figures, each beside its bound measured in the same run.")
final class BenchCommand implements Callable<Integer> {

  private final Checkout checkout;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description =
          "audit, verify, policy, replay, parse, ingest, retrieval, retrieval-quality, question,"
              + " stream, rotation, deid, deid-quality; all by default.")
  private List<String> names = List.of();

  @Option(
      names = "--entries",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "audit: entries of the log that is large already (1 GB a million).")
  private long entries;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Option(names = "--quick", description = "retrieval-quality over a quarter of its pages.")
  private boolean quick;

  @Option(names = "--large", description = "retrieval over a million chunks too.")
  private boolean large;

  BenchCommand(Terminal terminal, Checkout checkout) {
    this.checkout = checkout;
  }

  /** Runs in a JVM of its own: this one is tuned to start fast, not to measure. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(
        "--enable-native-access=ALL-UNNAMED"); // embeddings and tokens come from native code
    command.add("-Dpostern.root=" + checkout.root());
    command.add("-Dpostern.bench.entries=" + entries);
    command.add("-jar");
    command.add(checkout.root().resolve("deploy/bench/target/postern-bench.jar").toString());
    if (json) {
      command.add("--json");
    }
    if (quick) {
      command.add("--quick");
    }
    if (large) {
      command.add("--large");
    }
    command.addAll(names);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
