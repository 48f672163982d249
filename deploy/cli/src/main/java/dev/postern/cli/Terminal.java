package dev.postern.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes: data to standard output, messages to standard error, colours only when a
 * person looks at it.
 */
public final class Terminal {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String FAINT = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean colours;

  public Terminal(PrintStream out, PrintStream err, boolean colours) {
    this.out = out;
    this.err = err;
    this.colours = colours;
  }

  /** The process's own streams, in UTF-8. */
  @SuppressWarnings(
      "SystemConsoleNull") // jdk.internal.io gives null where no console provider is there
  public static Terminal system() {
    @Nullable Console console = System.console();
    boolean person = console != null && console.isTerminal() && System.getenv("NO_COLOR") == null;
    return new Terminal(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        person);
  }

  /** Whether a person looks at it. */
  public boolean interactive() {
    return colours;
  }

  /** A line of data. */
  public void print(String line) {
    out.println(line);
  }

  /** Words of an answer as they come, without a line's end. */
  public void stream(String words) {
    out.print(words);
    out.flush();
  }

  /** One JSON value, indented. */
  public void json(JsonNode value) {
    try {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree cannot be written", impossible);
    }
  }

  /** A message for a person. */
  public void say(String line) {
    err.println(line);
  }

  /** A message that something went wrong. */
  public void complain(String line) {
    err.println(red("postern: ") + line);
  }

  public String bold(String text) {
    return coloured(BOLD, text);
  }

  public String green(String text) {
    return coloured(GREEN, text);
  }

  public String red(String text) {
    return coloured(RED, text);
  }

  public String faint(String text) {
    return coloured(FAINT, text);
  }

  private String coloured(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }
}
