package dev.postern.bridge.postgres;

import dev.postern.bridge.disclosure.PolicySerials;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The highest policy serials, shared by all bridges on this database. */
public final class PostgresPolicySerials implements PolicySerials {
  private final Database database;

  public PostgresPolicySerials(DataSource pool) {
    this.database = new Database(pool);
  }

  @Override
  public boolean accept(String bundle, long serial) {
    try {
      List<Long> highest =
          database.query(
              "SELECT serial FROM policy_serial WHERE bundle = ?", row -> row.getLong(1), bundle);
      if (!highest.isEmpty() && highest.getFirst() >= serial) {
        return highest.getFirst() == serial;
      }
      return database.update(
              """
              INSERT INTO policy_serial AS known (bundle, serial) VALUES (?, ?)
              ON CONFLICT (bundle) DO UPDATE SET serial = excluded.serial
              WHERE known.serial <= excluded.serial
              """,
              bundle,
              serial)
          == 1;
    } catch (SQLException e) {
      return false;
    }
  }
}
