package dev.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.cli.bridge.BridgeClient;
import dev.postern.cli.bridge.Outcome;
import dev.postern.toolbox.policy.Candidate;
import dev.postern.toolbox.policy.RecordedDecision;
import dev.postern.toolbox.policy.Replay;
import dev.postern.toolbox.policy.ReplayReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What another policy would have decided. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Puts the recorded decisions of a period to a bundle that \"policy build\" wrote, and lists what",
      "it would decide otherwise: allow, withhold, other obligations, other reasons. Nothing takes",
      "effect. A question refused at admission has no later decision that could be replayed.",
      "For the security team and auditors (all tenants) and reviewers (theirs); each run is recorded."
    })
final class PolicyReplayCommand implements Callable<Integer> {

  private static final String ROW = "%-12s %-28s %-20s %-16s %9s  %s";

  private final Terminal terminal;
  private final Checkout checkout;

  @Option(
      names = "--bundle",
      required = true,
      paramLabel = "FILE",
      description = "The signed bundle.")
  private Path bundle;

  @Option(names = "--json", description = "The differences as JSON.")
  private boolean json;

  @Mixin private ReviewPeriod period;
  @Mixin private Token token;
  @Mixin private BridgeAddress bridge;

  PolicyReplayCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ReviewPeriod.Moments moments = period.moments();
    BridgeClient client = bridge.client(token.of());
    Candidate candidate = checkout.postern().opa().publisher().candidate(bundle);
    try (Replay replay = new Replay(candidate)) {
      return switch (client.beginDecisions(moments.from(), moments.to())) {
        case Outcome.Refused refused -> refused(refused);
        case Outcome.Replied begun -> windows(client, begun.body(), replay);
      };
    }
  }

  private int windows(BridgeClient client, JsonNode begun, Replay replay)
      throws IOException, InterruptedException {
    long first = begun.path("first").asLong();
    long end = begun.path("end").asLong();
    try (ExportProgress progress = new ExportProgress(terminal, "replay", "entries", end - first)) {
      for (long next = first; next < end; ) {
        switch (client.decisions(begun.path("id").asText(), next)) {
          case Outcome.Refused refused -> {
            return refused(refused);
          }
          case Outcome.Replied window -> {
            window.body().path("decided").forEach(question -> add(question, replay));
            next = window.body().path("next").asLong();
            progress.at(next - first);
          }
        }
      }
    }
    tell(replay.finished());
    return ExitCode.DONE;
  }

  private int refused(Outcome.Refused refused) {
    new AnswerText(terminal).refused(refused.problem(), json);
    return ExitCode.of(refused.problem());
  }

  private static void add(JsonNode question, Replay replay) {
    if (!question.path("decisions").isObject()) {
      replay.unreadable();
      return;
    }
    for (Map.Entry<String, JsonNode> each : question.path("decisions").properties()) {
      JsonNode decision = each.getValue();
      replay.add(
          new RecordedDecision(
              question.path("question").asText(),
              decision.path("decision_id").asText(),
              each.getKey(),
              decision.path("revision").asText(),
              decision.path("input"),
              decision.path("result")));
    }
  }

  private void tell(ReplayReport report) {
    if (json) {
      terminal.json(report.json());
      return;
    }
    terminal.print(
        report.decisions() + " decisions put to " + terminal.bold(report.candidate().toString()));
    report
        .recordedUnder()
        .forEach((revision, count) -> terminal.print("  " + count + " made under " + revision));
    if (report.unreadableQuestions() > 0) {
      terminal.print(
          "  %d questions have none that can be read: nothing was kept, or its key was destroyed"
              .formatted(report.unreadableQuestions()));
    }
    if (report.rows().isEmpty()) {
      terminal.print(terminal.green("no difference"));
      return;
    }
    terminal.print("would differ: " + counts(report.changes()));
    terminal.print(
        terminal.bold(
            line("CHANGE", "CONTROL", "ROLES", "SOURCE", "DECISIONS", "QUESTIONS, SUCH AS")));
    for (ReplayReport.Row row : report.rows()) {
      terminal.print(
          line(
              row.change(),
              row.control(),
              row.roles(),
              row.source(),
              row.decisions(),
              String.join(" ", row.questions())));
    }
    terminal.say("a decision counts in each row that it belongs to.");
  }

  private static String counts(Map<String, Long> changes) {
    StringBuilder counts = new StringBuilder();
    changes.forEach(
        (change, count) ->
            counts.append(counts.isEmpty() ? "" : ", ").append(count).append(' ').append(change));
    return counts.toString();
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, ROW, cells);
  }
}
