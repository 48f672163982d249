package dev.postern.audit.service.postgres;

import dev.postern.audit.service.shredding.KeyCopies.KeyTable;
import dev.postern.audit.service.shredding.KeyCopies.State;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * The subjects' keys as CSV with a header: {@code
 * kind,serial,key_id,tenant,subject,wrapped,made_at} where kind is {@code key}, {@code destroyed}
 * (what bridges have to forget, by serial) or {@code oldest} (in wrapped: the version of the
 * wrapping key before which none is taken any more).
 */
public final class PostgresKeyTable implements KeyTable {
  private static final String COPY =
      """
      COPY (
        SELECT 'key' AS kind, NULL::bigint AS serial, key_id, tenant, subject, wrapped, made_at
        FROM subject_key
        UNION ALL
        SELECT 'destroyed', serial, key_id, tenant, subject, NULL, NULL FROM destroyed_key
        UNION ALL
        SELECT 'oldest', NULL, NULL, NULL, NULL, oldest::text, NULL FROM wrapping_key
      ) TO STDOUT WITH (FORMAT csv, HEADER true)
      """;

  // By index and from counters: it is asked for every few seconds.
  private static final String STATE =
      """
      SELECT concat_ws(' ', last.key_id, gone.serial, w.oldest, s.n_tup_ins, s.n_tup_upd, s.n_tup_del),
        coalesce(substring(last.wrapped from '^vault:v([0-9]+):')::int, 0)
      FROM wrapping_key w
      LEFT JOIN pg_stat_user_tables s ON s.relid = 'public.subject_key'::regclass
      LEFT JOIN LATERAL (SELECT key_id, wrapped FROM subject_key ORDER BY key_id DESC LIMIT 1) last ON true
      LEFT JOIN LATERAL (SELECT serial FROM destroyed_key ORDER BY serial DESC LIMIT 1) gone ON true
      """;

  private final Database database;

  /** Under the application's login. */
  public PostgresKeyTable(DataSource source) {
    this.database = new Database(source);
  }

  @Override
  public State state() {
    return database.run(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(STATE)) {
            rows.next();
            return new State(rows.getString(1), rows.getInt(2));
          }
        });
  }

  @Override
  public void copyTo(OutputStream out) throws IOException {
    var failed =
        database.run(
            connection -> {
              try {
                connection.unwrap(PGConnection.class).getCopyAPI().copyOut(COPY, out);
                return Optional.<IOException>empty();
              } catch (IOException e) {
                return Optional.of(e);
              }
            });
    if (failed.isPresent()) {
      throw failed.get();
    }
  }
}
