package dev.postern.bridge.postgres;

import dev.postern.audit.client.Acknowledged;
import dev.postern.audit.client.AcknowledgedMemory;
import dev.postern.audit.log.Hash;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The highest log entry that any bridge on this database saw acknowledged. */
public final class PostgresAcknowledged implements AcknowledgedMemory {
  private final Database database;
  private volatile @Nullable Acknowledged latest;

  public PostgresAcknowledged(DataSource pool) {
    this.database = new Database(pool);
  }

  /** The log's origin as far as this process knows it; empty before the first entry. */
  public String origin() {
    Acknowledged known = latest;
    return known == null ? highest().map(Acknowledged::origin).orElse("") : known.origin();
  }

  @Override
  public Optional<Acknowledged> highest() {
    try {
      return database
          .query(
              "SELECT origin, index, leaf_hash FROM acknowledged",
              row -> new Acknowledged(row.getString(1), row.getLong(2), Hash.of(row.getBytes(3))))
          .stream()
          .findFirst();
    } catch (SQLException e) {
      throw new IllegalStateException("the highest acknowledged entry can't be read", e);
    }
  }

  @Override
  public void remember(Acknowledged entry) {
    try {
      database.update(
          """
          INSERT INTO acknowledged AS known (origin, index, leaf_hash) VALUES (?, ?, ?)
          ON CONFLICT (one) DO UPDATE
          SET index = excluded.index, leaf_hash = excluded.leaf_hash
          WHERE known.origin = excluded.origin AND known.index < excluded.index
          """,
          entry.origin(),
          entry.index(),
          entry.leafHash().bytes());
      latest = entry;
    } catch (SQLException e) {
      throw new IllegalStateException("an acknowledged entry can't be remembered", e);
    }
  }

  @Override
  public void follow(Acknowledged from, Acknowledged to) {
    try {
      database.update(
          "UPDATE acknowledged SET origin = ?, index = ?, leaf_hash = ? WHERE origin = ?",
          to.origin(),
          to.index(),
          to.leafHash().bytes(),
          from.origin());
      latest = to;
    } catch (SQLException e) {
      throw new IllegalStateException("the log's new origin can't be remembered", e);
    }
  }
}
