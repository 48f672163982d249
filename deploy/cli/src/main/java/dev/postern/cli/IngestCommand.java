package dev.postern.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.cli.indexer.Documents;
import dev.postern.cli.indexer.IndexerClient;
import dev.postern.cli.indexer.IndexerClient.Reply;
import dev.postern.cli.indexer.Ingestion;
import dev.postern.cli.indexer.Ingestion.Result;
import dev.postern.cli.indexer.Rights.Defaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Sends files and folders to the indexer, with rights and classification.",
      "They come from the options or from FILE.postern.json beside a file; the file's own win.",
      "Can be interrupted and run again: nothing is made twice."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all can be searched",
      "1:failed",
      "2:usage",
      "3:some quarantined or not taken"
    })
final class IngestCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Terminal terminal;

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files or folders.")
  private List<Path> paths = List.of();

  @Option(names = "--acl", split = ",", paramLabel = "GROUP", description = "Groups that may read.")
  private List<String> acl = List.of();

  @Option(
      names = "--classification",
      paramLabel = "C",
      description = "public, internal, confidential or restricted.")
  private @Nullable String classification;

  @Option(
      names = "--source",
      paramLabel = "S",
      description = "Name of the source; by default the folder's own name.")
  private @Nullable String source;

  @Option(
      names = "--subjects",
      paramLabel = "FILE",
      description = "Patients' records, one JSON object a line; sent before the documents.")
  private @Nullable Path subjects;

  @Option(names = "--json", description = "Print one JSON object a document and a closing one.")
  private boolean json;

  @Mixin private IndexerAddress indexer;

  IngestCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Documents documents = Documents.under(paths, source, new Defaults(acl, classification));
    if (!documents.complaints().isEmpty() || (paths.isEmpty() && subjects == null)) {
      documents.complaints().forEach(terminal::complain);
      terminal.complain("nothing was sent.");
      return ExitCode.USAGE;
    }
    IndexerClient client = indexer.client();
    if (subjects != null && !send(subjects, client)) {
      return ExitCode.FAILED;
    }
    List<Result> results =
        IngestProgress.of(terminal, documents.uploads().size())
            .watch(watcher -> new Ingestion(client).run(documents.uploads(), watcher));
    return report(results);
  }

  private boolean send(Path file, IndexerClient client) throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(file);
    int line = 0;
    int sent = 0;
    for (String text : lines) {
      line++;
      if (text.isBlank()) {
        continue;
      }
      JsonNode subject;
      try {
        subject = JSON.readTree(text);
      } catch (JsonProcessingException malformed) {
        terminal.complain(file + ":" + line + " is not JSON.");
        return false;
      }
      Reply reply = client.subject(subject);
      if (!(reply instanceof Reply.Accepted)) {
        terminal.complain(file + ":" + line + " was not taken: " + reason(reply));
        return false;
      }
      sent++;
    }
    terminal.say(sent + " subjects.");
    return true;
  }

  private static String reason(Reply reply) {
    return switch (reply) {
      case Reply.Accepted accepted -> "";
      case Reply.Later later -> later.problem().sentence();
      case Reply.Rejected rejected -> rejected.problem().sentence();
    };
  }

  private int report(List<Result> results) {
    IngestSummary summary = new IngestSummary();
    for (Result result : results) {
      summary.add(result);
      switch (result) {
        case Result.Indexed ok -> {}
        case Result.Partial part ->
            line(part.upload().file(), "partial", String.join("; ", part.findings()));
        case Result.Quarantined kept -> line(kept.upload().file(), "quarantined", kept.reason());
        case Result.Rejected not -> line(not.upload().file(), "not taken", not.reason());
      }
    }
    if (json) {
      terminal.print(summary.json());
    } else {
      summary.lines().forEach(terminal::print);
    }
    return summary.others() > 0 ? ExitCode.QUARANTINED : ExitCode.DONE;
  }

  private void line(Path file, String state, String reason) {
    if (json) {
      ObjectNode one = JSON.createObjectNode();
      terminal.print(
          one.put("file", file.toString()).put("state", state).put("reason", reason).toString());
    } else {
      terminal.say(terminal.red(state) + " " + file + ": " + reason);
    }
  }
}
