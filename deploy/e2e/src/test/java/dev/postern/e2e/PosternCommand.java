package dev.postern.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.cli.Checkout;
import dev.postern.cli.Terminal;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** {@code ./postern} over one Postern, as its user types it. */
final class PosternCommand {
  private final Layout layout;
  private final Settings settings;

  PosternCommand(Hospital hospital) {
    this(hospital.postern().layout(), Settings.DEMO.learningStarts());
  }

  PosternCommand(Layout layout, Settings settings) {
    this.layout = layout;
    this.settings = settings;
  }

  /**
   * How a command ended.
   *
   * @param out data
   * @param err messages, and how it is used where it was used wrongly
   */
  record Said(int exit, String out, String err) {

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(out);
      } catch (IOException e) {
        throw new IllegalStateException("no JSON: " + out, e);
      }
    }
  }

  Said run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    StringWriter usage = new StringWriter();
    Terminal terminal = new Terminal(stream(out), stream(err), false);
    Checkout checkout = new Checkout(layout.checkout(), layout.home(), settings, terminal);
    CommandLine postern = dev.postern.cli.Postern.commandLine(terminal, checkout);
    postern.setOut(new PrintWriter(usage, true));
    postern.setErr(new PrintWriter(usage, true));
    int exit = postern.execute(arguments);
    return new Said(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8) + usage);
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
