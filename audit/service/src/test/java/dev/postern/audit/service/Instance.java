package dev.postern.audit.service;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.services.Service;
import dev.postern.toolbox.services.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;

/**
 * One process of the packaged service, with ports and state of its own, on a database that others
 * may share.
 *
 * @param name its instance name
 * @param part the process
 * @param address where it listens
 */
record Instance(String name, Part part, URI address) {

  /** Not yet running. */
  static Instance of(String name, String database) {
    return of(name, database, Map.of());
  }

  /**
   * Not yet running.
   *
   * @param further settings of the service
   */
  static Instance of(String name, String database, Map<String, String> further) {
    var parts = RealLog.PARTS;
    var layout = new Layout(parts.layout().checkout(), parts.layout().home().resolveSibling(name));
    var ports = new Ports(layout.ports());
    var own =
        Settings.DEMO
            .learningStarts()
            .with("audit", "postern.instance", name)
            .with("audit", "postern.database.url", parts.postgres().jdbcUrl(database))
            .with("audit", "audit.checkpoint.folder", checkpoints(parts.layout(), database))
            .with("audit", "postern.vault.ca-file", parts.layout().caFile().toString());
    for (var setting : further.entrySet()) {
      own = own.with("audit", setting.getKey(), setting.getValue());
    }
    var services =
        new Services(layout, ports, parts.postgres(), parts.vault(), own, Progress.stderr());
    var address = URI.create("https://localhost:" + ports.of("audit"));
    return new Instance(name, services.of(Service.AUDIT).part(), address);
  }

  /** One for all processes on a database. */
  private static String checkpoints(Layout layout, String database) {
    try {
      return Files.createDirectories(layout.checkpoints().resolve(database)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
