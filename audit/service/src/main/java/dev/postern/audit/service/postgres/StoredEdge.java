package dev.postern.audit.service.postgres;

import dev.postern.audit.log.Hash;
import dev.postern.audit.log.TileEdge;
import dev.postern.audit.log.TilePath;
import dev.postern.audit.service.sequencer.Inconsistent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Computes the right edge of the stored log: O(log n) rows, each leaf hashed again. */
final class StoredEdge {
  private final Connection connection;
  private final long size;

  StoredEdge(Connection connection, long size) {
    this.connection = connection;
    this.size = size;
  }

  TileEdge load() throws SQLException {
    requireNothingBeyond();
    var levels = new ArrayList<List<Hash>>();
    for (int level = 0; level == 0 || TilePath.hashesAt(level, size) > 0; level++) {
      long hashes = TilePath.hashesAt(level, size);
      long from = hashes - TileEdge.width(level, size);
      levels.add(level == 0 ? leaves(from) : roots(level - 1, from, hashes));
    }
    try {
      return TileEdge.resume(size, levels);
    } catch (IllegalArgumentException e) {
      throw new Inconsistent(
          "entries or tiles are missing below size " + size + ": " + e.getMessage());
    }
  }

  private void requireNothingBeyond() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT coalesce(max(idx) + 1, 0) FROM leaf")) {
      long stored = rows.next() ? rows.getLong(1) : 0;
      if (stored != size) {
        throw new Inconsistent("the head says " + size + " entries, stored are " + stored);
      }
    }
  }

  private List<Hash> leaves(long from) throws SQLException {
    var hashes = new ArrayList<Hash>();
    var sql = "SELECT idx, leaf, hash FROM leaf WHERE idx >= ? ORDER BY idx";
    try (var select = connection.prepareStatement(sql)) {
      select.setLong(1, from);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          var hash = Hash.leaf(rows.getBytes(2));
          if (!hash.equals(Hash.of(rows.getBytes(3)))) {
            throw new Inconsistent("entry " + rows.getLong(1) + " does not give its hash");
          }
          hashes.add(hash);
        }
      }
    }
    return hashes;
  }

  private List<Hash> roots(int level, long from, long to) throws SQLException {
    var sql = "SELECT root FROM tile WHERE level = ? AND idx >= ? AND idx < ? ORDER BY idx";
    try (var select = connection.prepareStatement(sql)) {
      select.setInt(1, level);
      select.setLong(2, from);
      select.setLong(3, to);
      return hashes(select);
    }
  }

  static List<Hash> hashes(PreparedStatement select) throws SQLException {
    var hashes = new ArrayList<Hash>();
    try (var rows = select.executeQuery()) {
      while (rows.next()) {
        hashes.add(Hash.of(rows.getBytes(1)));
      }
    }
    return hashes;
  }
}
