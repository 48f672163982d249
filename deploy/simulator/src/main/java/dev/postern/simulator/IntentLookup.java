package dev.postern.simulator;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks the audit database, through a connection of its own, whether an intent is durable at the
 * moment its request arrives. Comparing logs afterwards would prove only "logged eventually".
 */
final class IntentLookup {

  private static final String QUERY = "SELECT idx, type FROM log_lookup WHERE id = ?";

  private final Optional<SimulatorSettings.Lookup> login;
  private final Set<String> seen = new HashSet<>();
  private @Nullable Connection connection;

  /** What the audit log knew of a request when it arrived. */
  sealed interface Finding {

    /** Committed as entry {@code index}. */
    record Found(long index, String type) implements Finding {}

    /** Not in the log: the promise is broken. */
    record Absent() implements Finding {}

    /** This id came before: a receipt was used twice. */
    record SeenBefore() implements Finding {}

    /** The request carried no id. */
    record Unnamed() implements Finding {}

    /** The audit database gave no answer. */
    record Unknown(String sqlState) implements Finding {}
  }

  IntentLookup(Optional<SimulatorSettings.Lookup> login) {
    this.login = login;
  }

  /** Counts an id of an earlier run as seen. */
  synchronized void remember(String id) {
    seen.add(id);
  }

  synchronized Finding find(@Nullable String id) {
    if (id == null) {
      return new Finding.Unnamed();
    }
    if (!seen.add(id)) {
      return new Finding.SeenBefore();
    }
    if (login.isEmpty()) {
      return new Finding.Unknown("no-database");
    }
    try {
      return query(login.get(), UUID.fromString(id));
    } catch (SQLException e) {
      return again(login.get(), UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      return new Finding.Absent(); // no id of ours
    }
  }

  /** The kept connection may have been closed meanwhile; a fresh one decides. */
  private Finding again(SimulatorSettings.Lookup at, UUID id) {
    close();
    try {
      return query(at, id);
    } catch (SQLException e) {
      close();
      return new Finding.Unknown(e.getSQLState() == null ? "connection" : e.getSQLState());
    }
  }

  private Finding query(SimulatorSettings.Lookup at, UUID id) throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = connect(at);
      connection = open;
    }
    try (PreparedStatement statement = open.prepareStatement(QUERY)) {
      statement.setObject(1, id.toString(), Types.OTHER);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new Finding.Found(row.getLong(1), row.getString(2))
            : new Finding.Absent();
      }
    }
  }

  private static Connection connect(SimulatorSettings.Lookup at) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", at.user());
    properties.setProperty("password", at.password());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "20");
    properties.setProperty("ApplicationName", "simulator");
    return DriverManager.getConnection(at.jdbcUrl(), properties);
  }

  synchronized void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        System.err.println("closing the lookup connection: " + e.getSQLState());
      }
      connection = null;
    }
  }
}
