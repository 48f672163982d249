package dev.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.EntryBundle;
import dev.postern.audit.log.LogCheck;
import dev.postern.audit.log.LogCheck.Result.Broken;
import dev.postern.audit.log.LogCheck.Result.Proven;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.TilePath;
import dev.postern.audit.log.TrustPolicy;
import dev.postern.audit.log.TrustPolicy.Verdict.Refused;
import dev.postern.audit.log.TrustPolicy.Witnessed;
import dev.postern.cli.log.HttpLog;
import dev.postern.cli.log.Trust;
import dev.postern.cli.log.Verified;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Proves the whole log from its files: every entry, every tile, the signed root, and that it"
          + " continues the checkpoint proven last on this machine.",
      "The key is the one pinned at the first up, or given; never taken from where the log is."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:proven", "1:not proven"})
final class AuditVerifyCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Terminal terminal;
  private final Checkout checkout;

  @Parameters(
      paramLabel = "DIR|URL",
      arity = "0..1",
      description =
          "A folder with the log's files or an audit service; by default this checkout's.")
  private @Nullable String where;

  @Option(
      names = "--since",
      paramLabel = "CHECKPOINT",
      description =
          "A signed checkpoint that the log must continue, instead of the one remembered.")
  private @Nullable Path since;

  @Option(
      names = "--minimum-index",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of a pruned log: the first entry that its retention policy promises.")
  private long minimumIndex;

  @Option(
      names = "--ended",
      paramLabel = "N",
      description = "The log that ended as number N by a recovery, as far as it is left here.")
  private @Nullable Integer ended;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private TrustRoot root;

  @Mixin private Token token;

  @Mixin private TrustedAuthority authority;

  AuditVerifyCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() throws IOException {
    Trust trust = trust();
    Verified verified = new Verified(checkout.verified());
    Optional<Checkpoint> earlier =
        since != null
            ? Optional.of(Verified.open(since, trust.keys()))
            : verified.last(trust.keys());
    LogSource source = source();
    LogCheck.Result result =
        new LogCheck(source, trust.keys()).run(earlier, minimumIndex, entries -> {});
    return switch (result) {
      case Proven proven -> {
        Optional<TrustPolicy.Verdict> verdict = trust.judge(proven.note());
        if (trust.demanded() && verdict.orElseThrow() instanceof Refused refused) {
          report(untrusted(refused));
          yield ExitCode.FAILED;
        }
        verified.remember(trust.keys(), proven.checkpoint(), proven.note());
        report(proven, trust, earlier, newest(source, proven.checkpoint().size()));
        yield ExitCode.DONE;
      }
      case Broken broken -> {
        report(broken);
        yield ExitCode.FAILED;
      }
    };
  }

  private Trust trust() throws IOException {
    return ended != null && !root.given()
        ? Trust.keys(checkout.endedPin(ended))
        : root.of(checkout);
  }

  private static Broken untrusted(Refused refused) {
    return new Broken(
        LogSource.CHECKPOINT, -1, "what the policy demands", refused.why(), "not to be trusted");
  }

  private LogSource source() throws IOException {
    if (where != null && !where.startsWith("https://")) {
      Path folder = Path.of(where);
      if (!Files.isDirectory(folder)) {
        throw new IOException(where + " is neither a folder nor an https address");
      }
      return LogSource.directory(folder);
    }
    URI service = where != null ? URI.create(where) : checkout.address("audit");
    URI address = ended == null ? service : service.resolve("/ended/" + ended);
    String shown = where == null && token.absent() ? checkout.token("auditor") : token.of();
    return new HttpLog(authority.http(), address, shown);
  }

  private void report(
      Proven result, Trust trust, Optional<Checkpoint> earlier, @Nullable Instant newest) {
    Checkpoint proven = result.checkpoint();
    NoteKey signer = trust.signer(result.note());
    List<Witnessed> witnesses = trust.witnesses(result.note());
    if (json) {
      ObjectNode shown = JsonNodeFactory.instance.objectNode();
      shown.put("proven", true).put("origin", proven.origin()).put("size", proven.size());
      shown.put("root", proven.root().base64()).put("key", signer.vkey());
      shown.put("fingerprint", signer.fingerprint());
      shown.put("continues", earlier.map(Checkpoint::size).orElse(null));
      shown.put("newest_entry", newest == null ? null : newest.toString());
      shown.set("witnesses", json(witnesses));
      terminal.json(shown);
      return;
    }
    terminal.print(
        terminal.green("proven") + "       " + proven.size() + " entries of " + proven.origin());
    terminal.print("root         " + proven.root().base64());
    terminal.print("key          " + signer.fingerprint() + " (SHA-256, pinned)");
    terminal.print(
        "continues    "
            + earlier
                .map(c -> "the checkpoint of " + c.size() + " entries proven before")
                .orElse("none proven here before"));
    if (newest != null) {
      Duration age = Duration.between(newest, Instant.now());
      terminal.print("newest entry " + newest + ", " + age.toSeconds() + " s old");
    }
    witnesses.forEach(this::line);
    if (witnesses.isEmpty()) {
      terminal.print("witnesses    none");
    }
  }

  private void line(Witnessed witness) {
    long seconds = Duration.between(witness.at(), Instant.now()).toSeconds();
    terminal.print("witness      " + witness.key().name() + ", cosigned " + seconds + " s ago");
  }

  private static ArrayNode json(List<Witnessed> witnesses) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    witnesses.forEach(
        witness ->
            all.addObject()
                .put("witness", witness.witness())
                .put("key", witness.key().vkey())
                .put("cosigned_at", witness.at().toString()));
    return all;
  }

  private void report(Broken broken) {
    if (json) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      result.put("proven", false).put("what", broken.what()).put("file", broken.file());
      result.put("index", broken.index() < 0 ? null : broken.index());
      result.put("expected", broken.expected()).put("found", broken.found());
      terminal.json(result);
      return;
    }
    terminal.print(terminal.red("NOT PROVEN") + "   " + broken.what());
    terminal.print("file         " + broken.file());
    if (broken.index() >= 0) {
      terminal.print("index        " + broken.index());
    }
    terminal.print("expected     " + broken.expected());
    terminal.print("found        " + broken.found());
  }

  /** The time that the newest entry gives itself; nothing depends on it. */
  private static @Nullable Instant newest(LogSource source, long size) throws IOException {
    if (size == 0) {
      return null;
    }
    TilePath path = TilePath.at(TilePath.ENTRIES, (size - 1) / TilePath.FULL, size);
    Optional<byte[]> bundle = source.read(path.toString());
    if (bundle.isEmpty()) {
      bundle = source.read(path.grown().toString());
    }
    try {
      List<byte[]> entries = EntryBundle.decode(bundle.orElse(new byte[0]));
      JsonNode leaf = JSON.readTree(entries.get((int) ((size - 1) % TilePath.FULL)));
      return Instant.parse(leaf.path("ts").asText());
    } catch (DateTimeException | IndexOutOfBoundsException | IOException noTime) {
      return null;
    }
  }
}
