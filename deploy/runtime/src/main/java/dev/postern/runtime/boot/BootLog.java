package dev.postern.runtime.boot;

import dev.postern.runtime.logging.ContentFree;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.util.logging.Level;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** The log before Quarkus sets up its own: what boot has to say must be seen while it waits. */
final class BootLog {

  private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p [%c{2.}] %s%e%n";

  private BootLog() {}

  static void open() {
    ConsoleHandler console = new ConsoleHandler(new PatternFormatter(PATTERN));
    console.setLevel(Level.INFO);
    console.setFilter(new ContentFree());
    InitialConfigurator.DELAYED_HANDLER.setHandlers(new ExtHandler[] {console});
  }
}
