package dev.postern.runtime.boot;

import dev.postern.runtime.logging.ContentFree;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.util.logging.Level;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** The log before Quarkus sets up its own: what boot has to say must be seen while it waits. */
final class BootLog {

  private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p [%c{2.}] %s%e%n";

  private BootLog() {}

  /** Lines for people until the configuration is read: its mistakes are for them. */
  static void open() {
    open(new PatternFormatter(PATTERN));
  }

  /** From here on a JSON object a line, as Quarkus goes on. */
  static void openJson() {
    open(new JsonFormatter());
  }

  private static void open(ExtFormatter formatter) {
    ConsoleHandler console = new ConsoleHandler(formatter);
    console.setLevel(Level.INFO);
    console.setFilter(new ContentFree());
    InitialConfigurator.DELAYED_HANDLER.setHandlers(new ExtHandler[] {console});
  }
}
