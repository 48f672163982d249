package dev.postern.toolbox.postgres;

import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The three databases and the group roles ({@code NOLOGIN}) that leased logins are members of:
 * {@code x_owner} migrates, {@code x_app} serves, {@code audit_lookup} is the simulator's single
 * view. All steps may be repeated.
 */
final class Databases {
  private static final List<String> NAMES = List.of("audit", "index", "bridge");
  static final List<String> GROUPS =
      List.of(
          "audit_owner",
          "audit_app",
          "audit_lookup",
          "index_owner",
          "index_app",
          "bridge_owner",
          "bridge_app");

  private final PostgreSQL server;
  private final Progress progress;

  Databases(PostgreSQL server, Progress progress) {
    this.server = server;
    this.progress = progress;
  }

  void ensure() {
    try (Connection connection = server.database("postgres").getConnection()) {
      for (String group : GROUPS) {
        if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", group)) {
          execute(connection, "CREATE ROLE " + group + " NOLOGIN");
        }
      }
      ensureVaultLogin(connection);
    } catch (SQLException e) {
      throw new ToolboxException("cannot prepare the database roles: " + e.getMessage(), e);
    }
    NAMES.forEach(name -> create(name, name));
  }

  /** A database with the owner and the rights of {@code like}, one of the three. */
  void create(String name, String like) {
    if (!NAMES.contains(like)) {
      throw new IllegalArgumentException("no such database: " + like);
    }
    try (Connection connection = server.database("postgres").getConnection()) {
      if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", name)) {
        progress.say("creating database " + name);
        execute(connection, "CREATE DATABASE " + name + " OWNER " + like + "_owner");
      }
      execute(connection, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
      String readers = like.equals("audit") ? ", audit_lookup" : "";
      execute(connection, "GRANT CONNECT ON DATABASE " + name + " TO " + like + "_app" + readers);
    } catch (SQLException e) {
      throw new ToolboxException("cannot create database " + name + ": " + e.getMessage(), e);
    }
    if (like.equals("index")) {
      try (Connection connection = server.database(name).getConnection()) {
        execute(connection, "CREATE EXTENSION IF NOT EXISTS vector");
      } catch (SQLException e) {
        throw new ToolboxException("cannot add pgvector to " + name + ": " + e.getMessage(), e);
      }
    }
  }

  private void ensureVaultLogin(Connection connection) throws SQLException {
    String login = PostgreSQL.VAULT_LOGIN;
    if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", login)) {
      // Hexadecimal, so it needs no quoting.
      String password = server.vaultPassword();
      execute(connection, "CREATE ROLE " + login + " LOGIN CREATEROLE PASSWORD '" + password + "'");
    }
    execute(
        connection, "GRANT " + String.join(", ", GROUPS) + " TO " + login + " WITH ADMIN OPTION");
    // Revoking a lease ends the sessions that were opened with it.
    execute(connection, "GRANT pg_signal_backend TO " + login);
    // Two functions of the log run with their owner's rights: they name asynchronous replicas and
    // end a leader that was paused in the middle of a commit.
    execute(connection, "GRANT pg_signal_backend, pg_read_all_stats TO audit_owner");
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
