package dev.postern.audit.service.postgres;

import dev.postern.audit.service.sequencer.NotDurable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Refuses a server that could lose what it acknowledged. */
final class Durability {
  private Durability() {}

  static boolean require(Connection connection) throws SQLException {
    for (var setting : List.of("fsync", "full_page_writes")) {
      requireOn(connection, setting);
    }
    requireSynchronousReplicas(connection);
    return true;
  }

  private static void requireOn(Connection connection, String setting) throws SQLException {
    try (var show = connection.prepareStatement("SELECT current_setting(?)")) {
      show.setString(1, setting);
      try (var rows = show.executeQuery()) {
        if (!rows.next() || !"on".equals(rows.getString(1))) {
          throw new NotDurable(setting + " is off");
        }
      }
    }
  }

  /** A replica that may lack what was acknowledged could be promoted: a rollback. */
  private static void requireSynchronousReplicas(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM replicas_that_may_lack_entries()")) {
      if (rows.next()) {
        throw new NotDurable(rows.getString(1) + " is no named synchronous standby");
      }
    }
  }
}
