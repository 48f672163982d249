package dev.postern.bridge.postgres;

import dev.postern.bridge.disclosure.Activations;
import dev.postern.bridge.disclosure.BundleInForce;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The last recorded activation of each bundle; a row's lock makes one bridge record it. */
public final class PostgresActivations implements Activations {
  private final Database database;

  public PostgresActivations(DataSource pool) {
    this.database = new Database(pool);
  }

  @Override
  public void once(BundleInForce bundle, Recording recording) throws Refusal {
    try {
      if (!newer(bundle, last(bundle.bundle()))) {
        return;
      }
      Optional<Refusal> kept =
          database.transaction(
              connection -> {
                Database.query(
                    connection,
                    "SELECT pg_advisory_xact_lock(hashtextextended(?, 2))",
                    row -> "",
                    bundle.bundle());
                Optional<BundleInForce> before = last(connection, bundle.bundle());
                return newer(bundle, before)
                    ? recorded(connection, bundle, before, recording)
                    : Optional.empty();
              });
      if (kept.isPresent()) {
        throw kept.get();
      }
    } catch (SQLException e) {
      throw new Refusal(Code.POLICY_UNDECIDED);
    }
  }

  // Remembered after it is recorded: a crash in between records it twice, never not at all.
  private static Optional<Refusal> recorded(
      Connection connection,
      BundleInForce bundle,
      Optional<BundleInForce> before,
      Recording recording)
      throws SQLException {
    try {
      recording.record(before.orElse(null));
    } catch (Refusal refusal) {
      return Optional.of(refusal);
    }
    Database.update(
        connection,
        """
        INSERT INTO bundle_activation (bundle, serial, revision, signed_by, state)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (bundle) DO UPDATE SET serial = excluded.serial,
          revision = excluded.revision, signed_by = excluded.signed_by, state = excluded.state,
          recorded_at = now()
        """,
        bundle.bundle(),
        bundle.serial(),
        bundle.revision(),
        bundle.signedBy(),
        bundle.state());
    return Optional.empty();
  }

  private static boolean newer(BundleInForce bundle, Optional<BundleInForce> before) {
    return before.isEmpty() || bundle.replaces(before.get());
  }

  private Optional<BundleInForce> last(String bundle) throws SQLException {
    return database.transaction(connection -> last(connection, bundle));
  }

  private static Optional<BundleInForce> last(Connection connection, String bundle)
      throws SQLException {
    List<BundleInForce> rows =
        Database.query(
            connection,
            "SELECT bundle, revision, serial, signed_by, state FROM bundle_activation"
                + " WHERE bundle = ?",
            row ->
                new BundleInForce(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getString(5)),
            bundle);
    return rows.stream().findFirst();
  }
}
