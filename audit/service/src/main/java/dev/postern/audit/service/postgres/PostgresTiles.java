package dev.postern.audit.service.postgres;

import dev.postern.audit.log.EntryBundle;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.Tile;
import dev.postern.audit.log.TilePath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of the log up to a committed size: full tiles as stored, partial tiles and entry
 * bundles from the rows they consist of.
 */
final class PostgresTiles implements LogSource {
  private final Database database;
  private final long size;

  PostgresTiles(Database database, long size) {
    this.database = database;
    this.size = size;
  }

  @Override
  public Optional<byte[]> read(String name) {
    var path = TilePath.parse(name);
    if (path.first() + path.width() > TilePath.hashesAt(path.level(), size)) {
      return Optional.empty();
    }
    return database.run(
        connection -> {
          if (path.level() == TilePath.ENTRIES) {
            return whole(path, bundle(connection, path)).map(EntryBundle::encode);
          }
          if (!path.partial()) {
            return full(connection, path);
          }
          return whole(path, hashes(connection, path)).map(Tile::encode);
        });
  }

  private static <T> Optional<List<T>> whole(TilePath path, List<T> rows) {
    return rows.size() == path.width() ? Optional.of(rows) : Optional.empty();
  }

  private static List<byte[]> bundle(Connection connection, TilePath path) throws SQLException {
    var sql = "SELECT leaf FROM leaf WHERE idx >= ? AND idx < ? ORDER BY idx";
    try (var select = connection.prepareStatement(sql)) {
      range(select, 1, path);
      var entries = new ArrayList<byte[]>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(rows.getBytes(1));
        }
      }
      return entries;
    }
  }

  private static Optional<byte[]> full(Connection connection, TilePath path) throws SQLException {
    var sql = "SELECT hashes FROM tile WHERE level = ? AND idx = ?";
    try (var select = connection.prepareStatement(sql)) {
      select.setInt(1, path.level());
      select.setLong(2, path.index());
      try (var rows = select.executeQuery()) {
        return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
      }
    }
  }

  private static List<Hash> hashes(Connection connection, TilePath path) throws SQLException {
    if (path.level() == 0) {
      var sql = "SELECT hash FROM leaf WHERE idx >= ? AND idx < ? ORDER BY idx";
      try (var select = connection.prepareStatement(sql)) {
        range(select, 1, path);
        return StoredEdge.hashes(select);
      }
    }
    var sql = "SELECT root FROM tile WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx";
    try (var select = connection.prepareStatement(sql)) {
      select.setInt(1, path.level() - 1);
      range(select, 2, path);
      return StoredEdge.hashes(select);
    }
  }

  private static void range(PreparedStatement select, int parameter, TilePath path)
      throws SQLException {
    select.setLong(parameter, path.first());
    select.setLong(parameter + 1, path.first() + path.width());
  }
}
