package dev.postern.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.cli.deid.DeidBatch;
import dev.postern.deid.Detector;
import dev.postern.deid.Findings;
import dev.postern.deid.Span;
import dev.postern.deid.model.OnnxModel;
import dev.postern.deid.pseudonym.Deidentified;
import dev.postern.deid.pseudonym.Deidentifier;
import dev.postern.deid.pseudonym.IndexKey;
import dev.postern.deid.pseudonym.Mode;
import dev.postern.deid.pseudonym.PassingTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "deid",
    mixinStandardHelpOptions = true,
    description = "Shows what the outbound guard finds in a text, on this machine alone.")
final class DeidCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Text in UTF-8; - for standard input.")
  private @Nullable String file;

  @Option(
      names = "--mode",
      defaultValue = "pseudonyms",
      paramLabel = "MODE",
      description = "pseudonyms, safe_harbor, surrogates or none (${DEFAULT-VALUE}).")
  private String mode;

  @Option(
      names = "--explain",
      description = "List the spans: where, what, how sure, found by what.")
  private boolean explain;

  @Option(names = "--json", description = "Print text and spans as JSON.")
  private boolean json;

  @Option(
      names = "--jsonl",
      paramLabel = "FILE",
      description =
          "A batch: {\"id\",\"text\",\"known\"?} a line in, {\"id\",\"spans\"} a line out.")
  private @Nullable String batch;

  DeidCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if ((file == null) == (batch == null)) {
      throw new ParameterException(spec.commandLine(), "give a FILE or --jsonl FILE, one of them");
    }
    try (OnnxModel model = new OnnxModel(1)) {
      Detector detector = Detector.with(model);
      return batch != null ? batch(detector, batch) : one(detector, text(String.valueOf(file)));
    }
  }

  private int batch(Detector detector, String from) throws IOException {
    try (InputStream in = open(from);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int invalid = new DeidBatch(detector, reply -> terminal.print(reply.toString())).run(lines);
      if (invalid > 0) {
        terminal.say(invalid + " lines could not be read");
      }
      return invalid > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }
  }

  private int one(Detector detector, String text) {
    Mode wanted = wanted();
    Findings findings = detector.find(text, List.of());
    byte[] key = new byte[32];
    SecureRandom random = new SecureRandom();
    random.nextBytes(key);
    Deidentified result =
        new Deidentifier(Clock.systemUTC(), random)
            .apply(
                wanted,
                List.of(text),
                List.of(findings),
                List.of(),
                new PassingTokens(),
                new IndexKey(key, "command line"));
    return switch (result) {
      case Deidentified.Replaced replaced -> show(text, findings, replaced.texts().getFirst());
    };
  }

  private Mode wanted() {
    try {
      return Mode.valueOf(mode.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--mode is pseudonyms, safe_harbor, surrogates or none", e);
    }
  }

  private int show(String text, Findings findings, String replaced) {
    if (json) {
      ObjectNode reply = JsonMapper.builder().build().createObjectNode();
      reply.put("detector", findings.detector()).put("mode", mode).put("text", replaced);
      reply.set("spans", DeidBatch.spans(findings, explain));
      terminal.json(reply);
      return ExitCode.DONE;
    }
    if (explain) {
      findings.spans().forEach(span -> terminal.print(line(text, span)));
      terminal.print("");
    }
    terminal.print(replaced);
    return ExitCode.DONE;
  }

  private static String line(String text, Span span) {
    int start = text.offsetByCodePoints(0, span.start());
    int end = text.offsetByCodePoints(start, span.end() - span.start());
    return String.format(
        Locale.ROOT,
        "%6d-%-6d %-12s %.2f %-10s %s%s",
        span.start(),
        span.end(),
        span.type(),
        span.score(),
        span.layer().name().toLowerCase(Locale.ROOT),
        text.substring(start, end).replaceAll("\\s+", " "),
        span.uncertain() ? " (reported only)" : "");
  }

  private String text(String from) throws IOException {
    try (InputStream in = open(from)) {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(in.readAllBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ParameterException(spec.commandLine(), "not a text in UTF-8", e);
    }
  }

  private InputStream open(String from) throws IOException {
    if (from.equals("-")) {
      return System.in;
    }
    if (!Files.isReadable(Path.of(from))) {
      throw new ParameterException(spec.commandLine(), "cannot read " + from);
    }
    return Files.newInputStream(Path.of(from));
  }
}
