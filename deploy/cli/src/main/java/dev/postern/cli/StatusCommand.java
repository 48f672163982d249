package dev.postern.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.audit.log.LogSource;
import dev.postern.cli.log.HttpLog;
import dev.postern.cli.log.WitnessWord;
import dev.postern.toolbox.PartStatus;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.process.Part.State;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "What each part is doing, and what to do about one that is not ready.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:everything is ready", "1:something is not"})
final class StatusCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Checkout checkout;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  StatusCommand(Terminal terminal, Checkout checkout) {
    this.terminal = terminal;
    this.checkout = checkout;
  }

  @Override
  public Integer call() {
    if (!checkout.started()) {
      terminal.complain("nothing was started here yet: ./postern up starts it.");
      return ExitCode.FAILED;
    }
    Postern postern = checkout.postern();
    List<PartStatus> parts = postern.status();
    Optional<WitnessWord> word = word(postern, parts);
    if (json) {
      json(parts, word);
    } else {
      parts.forEach(this::line);
      word.ifPresent(this::line);
      parts.stream().filter(part -> part.state() != State.READY).forEach(this::remedy);
    }
    boolean ready = parts.stream().allMatch(part -> part.state() == State.READY);
    return ready ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void line(PartStatus part) {
    String state = String.format("%-8s", name(part.state()));
    terminal.print(
        String.format(
            "%-14s %s  port %-6d %s",
            part.name(),
            part.state() == State.READY ? terminal.green(state) : terminal.red(state),
            part.port(),
            part.pid().map(pid -> "pid " + pid).orElse("")));
  }

  private void line(WitnessWord word) {
    terminal.print(
        "the witness cosigned " + word.size() + " entries " + word.age().toSeconds() + " s ago");
  }

  /** What the witness says, where one runs and has cosigned; a silent one shows in its own line. */
  private Optional<WitnessWord> word(Postern postern, List<PartStatus> parts) {
    String part = postern.witness().part().name();
    if (parts.stream().noneMatch(p -> p.name().equals(part) && p.state() == State.READY)) {
      return Optional.empty();
    }
    LogSource witness =
        new HttpLog(
            Checkout.http(postern.witness().sslContext()), postern.witness().address(), null);
    try {
      return WitnessWord.ask(witness, postern.pinnedLogs().origin(), postern.witness().key());
    } catch (IOException silent) {
      terminal.say("the witness: " + silent.getMessage());
      return Optional.empty();
    }
  }

  private void remedy(PartStatus part) {
    terminal.say(
        switch (part.state()) {
          case READY -> "";
          case STOPPED -> part.name() + " is stopped: ./postern up starts it.";
          case SILENT ->
              part.name()
                  + " runs and is not ready: ./postern logs "
                  + part.name()
                  + " says why; ./postern up starts it anew.";
        });
  }

  private void json(List<PartStatus> parts, Optional<WitnessWord> word) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (PartStatus part : parts) {
      ObjectNode shown = list.addObject();
      shown
          .put("part", part.name())
          .put("state", name(part.state()))
          .put("port", part.port())
          .put("pid", part.pid().orElse(null))
          .put("log", part.log().toString());
      if (part.name().equals("witness")) {
        word.ifPresent(
            said ->
                shown
                    .put("cosigned_size", said.size())
                    .put("cosigned_at", said.cosignedAt().toString()));
      }
    }
    terminal.json(list);
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
