package dev.postern.bridge.postgres;

import dev.postern.bridge.disclosure.PolicySerials;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The highest policy serials, shared by all bridges on this database. */
public final class PostgresPolicySerials implements PolicySerials {
  private final Database database;

  public PostgresPolicySerials(DataSource pool) {
    this.database = new Database(pool);
  }

  @Override
  public boolean accept(Map<String, Long> serials) {
    try {
      Map<String, Long> highest = new HashMap<>();
      database
          .query(
              "SELECT bundle, serial FROM policy_serial WHERE bundle = ANY (?)",
              row -> Map.entry(row.getString(1), row.getLong(2)),
              (Object) serials.keySet().toArray(String[]::new))
          .forEach(known -> highest.put(known.getKey(), known.getValue()));
      for (Map.Entry<String, Long> serial : serials.entrySet()) {
        Long known = highest.get(serial.getKey());
        if (known == null || known < serial.getValue()) {
          if (!raise(serial.getKey(), serial.getValue())) {
            return false;
          }
        } else if (known > serial.getValue()) {
          return false;
        }
      }
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private boolean raise(String bundle, long serial) throws SQLException {
    return database.update(
            """
            INSERT INTO policy_serial AS known (bundle, serial) VALUES (?, ?)
            ON CONFLICT (bundle) DO UPDATE SET serial = excluded.serial
            WHERE known.serial <= excluded.serial
            """,
            bundle,
            serial)
        == 1;
  }
}
