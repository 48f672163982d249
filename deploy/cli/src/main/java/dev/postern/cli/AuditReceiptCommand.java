package dev.postern.cli;

import dev.postern.cli.bridge.BridgeClient.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "receipt",
    mixinStandardHelpOptions = true,
    description = "Fetches the proof (.tlog-proof) that a question's entry is in the log.")
final class AuditReceiptCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "QUESTION_ID", description = "The question's id, as ask printed it.")
  private String question;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write it there instead of printing it.")
  private @Nullable Path out;

  @Mixin private Token token;
  @Mixin private BridgeAddress bridge;

  AuditReceiptCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Receipt receipt = bridge.client(token.of()).receipt(question);
    if (receipt.refusal() != null) {
      new AnswerText(terminal).refused(receipt.refusal(), false);
      return ExitCode.of(receipt.refusal());
    }
    if (out != null) {
      Files.write(out, receipt.proof());
      terminal.say("written to " + out);
    } else {
      terminal.stream(new String(receipt.proof(), StandardCharsets.UTF_8));
    }
    return ExitCode.DONE;
  }
}
