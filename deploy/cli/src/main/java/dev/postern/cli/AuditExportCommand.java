package dev.postern.cli;

import dev.postern.audit.log.LogCheck;
import dev.postern.audit.log.LogCheck.Result.Broken;
import dev.postern.audit.log.LogCheck.Result.Proven;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.TrustPolicy;
import dev.postern.cli.log.Trust;
import dev.postern.cli.review.ExportFolder;
import dev.postern.cli.review.Refused;
import dev.postern.cli.review.ReviewClient;
import dev.postern.cli.review.ReviewClient.Export;
import dev.postern.cli.review.TilesExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a period of the log away: tiles (with key, policy and proofs; auditors only), FHIR"
          + " AuditEvents, OCSF, CSV, OSCAL assessment results.",
      "Interrupted, it goes on where it was when run again with the same folder within a day."
    })
final class AuditExportCommand implements Callable<Integer> {

  private static final String TILES = "tiles";
  private static final String OSCAL = "oscal";
  private static final Map<String, String> LINES =
      Map.of("fhir", "auditevent.ndjson", "ocsf", "ocsf.ndjson", "csv", "entries.csv");

  private final Terminal terminal;
  private final Checkout checkout;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder.")
  private Path out;

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      defaultValue = "tiles,fhir,ocsf,csv,oscal",
      description = "Of tiles, fhir, ocsf, csv and oscal (${DEFAULT-VALUE}).")
  private List<String> formats;

  @Spec private CommandSpec spec;
  @Mixin private ReviewPeriod period;
  @Mixin private TrustRoot root;
  @Mixin private Token token;
  @Mixin private AuditAddress audit;

  AuditExportCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Set<String> wanted = wanted();
    ReviewPeriod.Moments moments = period.moments();
    String shown = token.of();
    try {
      ReviewClient client = audit.client(shown);
      ExportFolder folder = folder(client, wanted, moments);
      for (String format : wanted) {
        switch (format) {
          case TILES -> tiles(folder, shown);
          case OSCAL ->
              folder.write("oscal/assessment-results.json", client.oscal(folder.export()));
          default -> lines(client, folder, format, LINES.getOrDefault(format, format + ".ndjson"));
        }
      }
      Export export = folder.export();
      terminal.say(
          export.first() == export.end()
              ? "no entry of " + export.log() + " is of this period"
              : "exported entries %d to %d of %s into %s"
                  .formatted(export.first(), export.end() - 1, export.log(), out));
      return ExitCode.DONE;
    } catch (Refused refused) {
      terminal.complain(refused.problem().sentence());
      return ExitCode.of(refused.problem());
    }
  }

  private Set<String> wanted() {
    for (String format : formats) {
      if (!LINES.containsKey(format) && !format.equals(TILES) && !format.equals(OSCAL)) {
        throw new ParameterException(
            spec.commandLine(), format + " is none of tiles, fhir, ocsf, csv, oscal");
      }
    }
    return new LinkedHashSet<>(formats);
  }

  private ExportFolder folder(ReviewClient client, Set<String> wanted, ReviewPeriod.Moments moments)
      throws IOException, InterruptedException, Refused {
    String asked = String.join(",", wanted) + " " + moments;
    Optional<ExportFolder> begun = ExportFolder.found(out, asked);
    return begun.isPresent()
        ? begun.get()
        : ExportFolder.begin(out, asked, client.begin(moments.from(), moments.to()));
  }

  private void lines(ReviewClient client, ExportFolder folder, String format, String file)
      throws IOException, InterruptedException, Refused {
    long first = folder.export().first();
    try (ExportProgress progress =
        new ExportProgress(terminal, format, "entries", folder.export().end() - first)) {
      while (!folder.done(file)) {
        ReviewClient.Lines lines = client.lines(folder.export(), format, folder.next(file));
        folder.append(file, lines.bytes(), lines.next());
        progress.at(lines.next() - first);
      }
    }
  }

  private void tiles(ExportFolder folder, String shown) throws IOException {
    Trust trust = root.of(checkout);
    TilesExport tiles = new TilesExport(audit.log(shown), folder, trust);
    try (ExportProgress progress = new ExportProgress(terminal, TILES, "files", tiles.files())) {
      tiles.run(progress::at);
    }
    LogCheck.Result result =
        new LogCheck(LogSource.directory(out), trust.keys()).run(Optional.empty(), entries -> {});
    switch (result) {
      case Broken broken ->
          throw new IOException("what was exported is not proven: " + broken.what());
      case Proven proven -> {
        if (trust.demanded()
            && trust.judge(proven.note()).orElseThrow() instanceof TrustPolicy.Verdict.Refused no) {
          throw new IOException("what was exported is not proven: " + no.why());
        }
      }
    }
  }
}
