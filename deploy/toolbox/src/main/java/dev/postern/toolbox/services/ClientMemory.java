package dev.postern.toolbox.services;

import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.postgres.PostgreSQL;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/** What bridge and indexer saw acknowledged, held against what the log has. */
final class ClientMemory {
  /** The highest entry that each remembers: origin, index, leaf hash in hexadecimal. */
  private static final Map<Service, String> REMEMBERED =
      Map.of(
          Service.BRIDGE, "SELECT origin, index, encode(leaf_hash, 'hex') FROM acknowledged",
          Service.INDEXER, "SELECT origin, idx, leaf_hash FROM audit_acknowledged");

  private final PostgreSQL postgres;

  ClientMemory(PostgreSQL postgres) {
    this.postgres = postgres;
  }

  /** An entry that was acknowledged and is not in the log, in words. */
  Optional<String> missing() {
    return REMEMBERED.entrySet().stream()
        .map(one -> missing(one.getKey(), one.getValue()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> missing(Service service, String sql) {
    try (Connection own = postgres.database(service.database()).getConnection();
        Statement statement = own.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next() || accounted(row.getString(1), row.getLong(2), row.getString(3))) {
        return Optional.empty();
      }
      return Optional.of(
          "the %s saw entry %d of %s acknowledged, which is not there"
              .formatted(service.id(), row.getLong(2), row.getString(1)));
    } catch (SQLException e) {
      throw new ToolboxException(
          "what the " + service.id() + " remembers cannot be read: " + e.getMessage(), e);
    }
  }

  /** It is in the log, or was seen in one that ended: a person has accounted for that. */
  private boolean accounted(String origin, long index, String hash) throws SQLException {
    String sql =
        """
        SELECT FROM ended_log WHERE origin = ?
        UNION ALL
        SELECT FROM leaf WHERE idx = ? AND encode(hash, 'hex') = ?
        """;
    try (Connection log = postgres.database(Service.AUDIT.database()).getConnection();
        PreparedStatement select = log.prepareStatement(sql)) {
      select.setString(1, origin);
      select.setLong(2, index);
      select.setString(3, hash);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }
}
