package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.audit.service.postgres.PostgresLogStore;
import dev.postern.audit.service.sequencer.NotDurable;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.RealParts;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.tools.Cache;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that could lose what it acknowledged is no place for the log. */
class NotDurableIT {
  @ParameterizedTest
  @ValueSource(strings = {"fsync", "full_page_writes"})
  void aDatabaseWithoutIsRefused(String setting) {
    var shared = RealParts.shared().layout();
    var layout = new Layout(shared.checkout(), shared.home().resolveSibling("not-durable"));
    var server =
        new PostgreSQL(
            layout,
            new Ports(layout.ports()),
            Cache.ofUser(),
            Map.of(setting, "off"),
            Progress.stderr());
    server.start();
    try {
      var store = new PostgresLogStore(server.database("audit"), "test", Clock.systemUTC());
      var refused = assertThrows(NotDurable.class, store::requireDurable);
      assertEquals(setting + " is off", refused.getMessage());
    } finally {
      server.part().stop();
    }
  }
}
