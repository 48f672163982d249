package dev.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.cli.indexer.IndexerClient;
import dev.postern.cli.indexer.IndexerClient.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Documents, and parts of documents, that no parser could read. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = {
      "Documents that could not be read, wholly or in part, and why.",
      "Each look and each act is an entry of the log."
    })
final class QuarantineCommand implements Runnable {

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  QuarantineCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list, release or delete?");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what is kept apart: job, reason, size, hash, document.")
  int list(
      @Mixin IndexerAddress indexer,
      @Option(names = "--json", description = "One JSON object a line, with classes and frames.")
          boolean json)
      throws IOException, InterruptedException {
    IndexerClient client = indexer.client();
    int count = 0;
    String after = "";
    do {
      Reply reply = client.quarantine(after);
      if (!(reply instanceof Reply.Accepted accepted)) {
        return refused(reply);
      }
      for (JsonNode job : accepted.body().path("quarantined")) {
        terminal.print(json ? job.toString() : line(job));
        count++;
      }
      after = accepted.body().path("next").asText("");
    } while (!after.isEmpty() && !after.equals("null"));
    terminal.say(count == 0 ? "nothing is kept apart." : count + " kept apart.");
    return ExitCode.DONE;
  }

  private String line(JsonNode job) {
    List<String> findings = new ArrayList<>();
    job.path("findings").forEach(finding -> findings.add(finding.asText()));
    String reason = findings.isEmpty() ? job.path("reason").asText() : String.join("; ", findings);
    return String.join(
        "  ",
        job.path("job").asText(),
        terminal.red(reason),
        job.path("bytes").asLong() + " bytes",
        job.path("sha256")
            .asText()
            .substring(0, Math.min(12, job.path("sha256").asText().length())),
        job.path("source").asText() + "/" + job.path("external_id").asText());
  }

  @Command(
      name = "release",
      aliases = "retry",
      mixinStandardHelpOptions = true,
      description = "Reads again what is kept apart, from a clean slate.")
  int release(
      @Parameters(paramLabel = "JOB", arity = "1..*", description = "As listed.") List<String> jobs,
      @Mixin IndexerAddress indexer)
      throws IOException, InterruptedException {
    IndexerClient client = indexer.client();
    for (String job : jobs) {
      Reply reply = client.release(job);
      if (!(reply instanceof Reply.Accepted)) {
        return refused(reply);
      }
      terminal.say(job + " is read again.");
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = {
        "Gives up what is kept apart.",
        "A document of which nothing is indexed goes with it; what is indexed stays."
      })
  int delete(
      @Parameters(paramLabel = "JOB", arity = "1..*", description = "As listed.") List<String> jobs,
      @Mixin IndexerAddress indexer)
      throws IOException, InterruptedException {
    IndexerClient client = indexer.client();
    for (String job : jobs) {
      Reply reply = client.forget(job);
      if (!(reply instanceof Reply.Accepted)) {
        return refused(reply);
      }
      terminal.say(job + " is given up.");
    }
    return ExitCode.DONE;
  }

  private int refused(Reply reply) {
    terminal.complain(
        switch (reply) {
          case Reply.Accepted accepted -> "";
          case Reply.Later later -> later.problem().sentence();
          case Reply.Rejected rejected -> rejected.problem().sentence();
        });
    return ExitCode.FAILED;
  }
}
