package dev.postern.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.policy.BundlePublisher;
import dev.postern.toolbox.policy.RecordedDecision;
import dev.postern.toolbox.policy.Replay;
import dev.postern.toolbox.policy.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * 100,000 recorded decisions put to another policy: inputs of all cases in turn, as many admissions
 * as disclosures, from memory; reading them back from the log comes on top.
 */
final class ReplayBench implements Benchmark {

  private static final int DECISIONS = 100_000;
  private static final double BOUND_SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Postern postern;

  ReplayBench(Postern postern) {
    this.postern = postern;
  }

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public boolean needsPostern() {
    return false;
  }

  @Override
  public void run(Consumer<Figure> figures) throws IOException {
    List<RecordedDecision> admissions = cases("admission");
    List<RecordedDecision> disclosures = cases("disclosure");
    BundlePublisher publisher = postern.opa().publisher();
    Path bundle = postern.layout().home().resolve("replayed.tar.gz");
    Revision revision = publisher.build("bench", bundle);
    long begun = System.nanoTime();
    try (Replay replay = new Replay(publisher.candidate(bundle))) {
      for (int i = 0; i < DECISIONS / 2; i++) {
        replay.add(again(admissions.get(i % admissions.size()), revision));
        replay.add(again(disclosures.get(i % disclosures.size()), revision));
      }
      long answered = replay.finished().decisions();
      if (answered != DECISIONS) {
        throw new IllegalStateException(answered + " decisions were answered");
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    figures.accept(new Figure("replay", "decisions=100000", "time", seconds, "s", BOUND_SECONDS));
    figures.accept(
        new Figure(
            "replay",
            "decisions=100000",
            "throughput",
            DECISIONS / seconds,
            "decisions/s",
            DECISIONS / BOUND_SECONDS));
  }

  private static RecordedDecision again(RecordedDecision decision, Revision revision) {
    return new RecordedDecision(
        decision.question(),
        UUID.randomUUID().toString(),
        decision.entryPoint(),
        revision.toString(),
        decision.input(),
        decision.result());
  }

  /** Those that need no other tables. */
  private List<RecordedDecision> cases(String entryPoint) throws IOException {
    Path cases = postern.layout().checkout().resolve("policies/cases");
    List<RecordedDecision> all = new ArrayList<>();
    try (Stream<Path> folders = Files.list(cases)) {
      for (Path folder : folders.sorted().toList()) {
        String name = folder.getFileName().toString();
        if (name.startsWith(entryPoint + "-") && !Files.exists(folder.resolve("tables.json"))) {
          JsonNode input = JSON.readTree(folder.resolve("input.json").toFile());
          JsonNode expected = JSON.readTree(folder.resolve("expected.json").toFile());
          all.add(new RecordedDecision(name, name, entryPoint, "1.0", input, expected));
        }
      }
    }
    return all;
  }
}
