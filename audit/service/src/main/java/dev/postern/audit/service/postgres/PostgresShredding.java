package dev.postern.audit.service.postgres;

import dev.postern.audit.service.sequencer.SubjectKey;
import dev.postern.audit.service.shredding.Destruction;
import dev.postern.audit.service.shredding.Hold;
import dev.postern.audit.service.shredding.ShreddingStore;
import dev.postern.audit.service.shredding.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Holds, destructions and keys in the log's database. */
public final class PostgresShredding implements ShreddingStore {
  private static final String HOLD = "SELECT id, tenant, subject, matter, set_by, set_at";
  private static final String DESTRUCTION =
      "SELECT id, tenant, subject, reason, asked_by, asked_at, approved_by, state";

  private final Database database;

  /** Under the application's login. */
  public PostgresShredding(DataSource source) {
    this.database = new Database(source);
  }

  /** Reads one row. */
  @FunctionalInterface
  private interface Row<T> {
    T of(ResultSet rows) throws SQLException;
  }

  private static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      set(statement, values);
      return statement.executeUpdate();
    }
  }

  private static <T> List<T> list(
      Connection connection, Row<T> row, String sql, @Nullable Object... values)
      throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
      set(select, values);
      var found = new ArrayList<T>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(row.of(rows));
        }
      }
      return found;
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** Whoever decides about a subject waits until nobody else does. */
  private static void alone(Connection connection, Subject subject) throws SQLException {
    var sql = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";
    list(connection, rows -> rows.getString(1), sql, subject.tenant() + '/' + subject.name());
  }

  private static boolean isHeld(Connection connection, Subject subject) throws SQLException {
    var sql =
        "SELECT 1 FROM legal_hold WHERE tenant = ? AND subject = ? AND released_at IS NULL LIMIT 1";
    return !list(connection, rows -> rows.getInt(1), sql, subject.tenant(), subject.name())
        .isEmpty();
  }

  private static boolean isIn(Connection connection, Subject subject, String states)
      throws SQLException {
    var sql =
        "SELECT 1 FROM destruction WHERE tenant = ? AND subject = ? AND state = ANY (?::text[])";
    return !list(connection, rows -> rows.getInt(1), sql, subject.tenant(), subject.name(), states)
        .isEmpty();
  }

  @Override
  public boolean hold(Hold hold) {
    return database.durably(
        connection -> {
          alone(connection, hold.subject());
          if (isIn(connection, hold.subject(), "{approved}")) {
            return false;
          }
          update(
              connection,
              "INSERT INTO legal_hold (id, tenant, subject, matter, set_by, set_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              hold.id(),
              hold.subject().tenant(),
              hold.subject().name(),
              hold.matter(),
              hold.setBy(),
              time(hold.setAt()));
          return true;
        });
  }

  @Override
  public Optional<Hold> hold(String tenant, UUID id) {
    var sql = HOLD + " FROM legal_hold WHERE tenant = ? AND id = ? AND released_at IS NULL";
    return database
        .run(connection -> list(connection, PostgresShredding::hold, sql, tenant, id))
        .stream()
        .findFirst();
  }

  @Override
  public List<Hold> holds(String tenant) {
    var sql = HOLD + " FROM legal_hold WHERE tenant = ? AND released_at IS NULL ORDER BY id";
    return database.run(connection -> list(connection, PostgresShredding::hold, sql, tenant));
  }

  @Override
  public void release(UUID id, String by) {
    run("UPDATE legal_hold SET released_by = ?, released_at = now() WHERE id = ?", by, id);
  }

  @Override
  public void withdraw(UUID id) {
    run("DELETE FROM legal_hold WHERE id = ?", id);
  }

  @Override
  public boolean ask(Destruction wish) {
    var subject = wish.subject();
    return database.durably(
        connection -> {
          alone(connection, subject);
          if (isHeld(connection, subject) || isIn(connection, subject, "{asked,approved}")) {
            return false;
          }
          update(
              connection,
              "INSERT INTO destruction (id, tenant, subject, reason, asked_by, asked_at, state)"
                  + " VALUES (?, ?, ?, ?, ?, ?, 'asked')",
              wish.id(),
              subject.tenant(),
              subject.name(),
              wish.reason(),
              wish.askedBy(),
              time(wish.askedAt()));
          return true;
        });
  }

  @Override
  public Optional<Destruction> destruction(String tenant, UUID id) {
    var sql = DESTRUCTION + " FROM destruction WHERE tenant = ? AND id = ?";
    return database
        .run(connection -> list(connection, PostgresShredding::destruction, sql, tenant, id))
        .stream()
        .findFirst();
  }

  @Override
  public boolean approve(UUID id, String by) {
    return database.durably(
        connection -> {
          var sql = DESTRUCTION + " FROM destruction WHERE id = ?";
          var wish = list(connection, PostgresShredding::destruction, sql, id).getFirst();
          alone(connection, wish.subject());
          return !isHeld(connection, wish.subject())
              && update(
                      connection,
                      "UPDATE destruction SET approved_by = ?, state = 'approved'"
                          + " WHERE id = ? AND state = 'asked'",
                      by,
                      id)
                  == 1;
        });
  }

  @Override
  public boolean delete(Destruction approved) {
    var subject = approved.subject();
    return database.durably(
        connection -> {
          alone(connection, subject);
          if (isHeld(connection, subject)) {
            return false;
          }
          update(
              connection,
              "WITH gone AS (DELETE FROM subject_key WHERE tenant = ? AND subject = ?"
                  + " RETURNING key_id, tenant, subject)"
                  + " INSERT INTO destroyed_key (key_id, tenant, subject)"
                  + " SELECT key_id, tenant, subject FROM gone",
              subject.tenant(),
              subject.name());
          update(
              connection,
              "UPDATE destruction SET state = 'deleted' WHERE id = ? AND state = 'approved'",
              approved.id());
          return true;
        });
  }

  @Override
  public List<Destruction> in(Destruction.State state) {
    var sql = DESTRUCTION + " FROM destruction WHERE state = ? ORDER BY id";
    var name = state.name().toLowerCase(Locale.ROOT);
    return database.run(connection -> list(connection, PostgresShredding::destruction, sql, name));
  }

  @Override
  public List<Destruction> asked(String tenant) {
    var sql = DESTRUCTION + " FROM destruction WHERE tenant = ? AND state = 'asked' ORDER BY id";
    return database.run(
        connection -> list(connection, PostgresShredding::destruction, sql, tenant));
  }

  @Override
  public List<Subject> over(Duration patient, Duration day, int limit) {
    var sql =
        """
        SELECT k.tenant, k.subject FROM subject_key k
        WHERE CASE WHEN k.subject LIKE 'day:%'
            THEN substring(k.subject from 5)::date < now() - ? * interval '1 second'
            ELSE k.made_at < now() - ? * interval '1 second' AND NOT EXISTS (
              SELECT FROM subject s JOIN leaf l ON l.idx = s.idx
              WHERE s.tenant = k.tenant AND s.handle = k.subject
                AND l.committed_at >= now() - ? * interval '1 second') END
          AND NOT EXISTS (SELECT FROM destruction d WHERE d.tenant = k.tenant
            AND d.subject = k.subject AND d.state IN ('asked', 'approved'))
          AND NOT EXISTS (SELECT FROM legal_hold h WHERE h.tenant = k.tenant
            AND h.subject = k.subject AND h.released_at IS NULL)
        ORDER BY k.key_id LIMIT ?
        """;
    long kept = patient.toSeconds();
    return database.run(
        connection ->
            list(
                connection,
                rows -> new Subject(rows.getString(1), rows.getString(2)),
                sql,
                day.toSeconds(),
                kept,
                kept,
                limit));
  }

  @Override
  public @Nullable String retention() {
    return database
        .run(connection -> list(connection, r -> r.getString(1), "SELECT said FROM retention"))
        .stream()
        .findFirst()
        .orElse(null);
  }

  @Override
  public void retention(String said) {
    run(
        "INSERT INTO retention (said) VALUES (?) ON CONFLICT (one) DO UPDATE SET said = ?",
        said,
        said);
  }

  @Override
  public void done(List<UUID> ids) {
    for (var id : ids) {
      run("UPDATE destruction SET state = 'done' WHERE id = ?", id);
    }
  }

  @Override
  public void takeFrom(int version) {
    run("UPDATE wrapping_key SET oldest = greatest(oldest, ?)", version);
  }

  @Override
  public List<SubjectKey> wrappedBefore(int version, UUID after, int limit) {
    var sql =
        "SELECT key_id, subject, wrapped FROM subject_key"
            + " WHERE substring(wrapped from '^vault:v([0-9]+):')::int < ? AND key_id > ?"
            + " ORDER BY key_id LIMIT ?";
    return database.run(
        connection ->
            list(
                connection,
                rows ->
                    new SubjectKey(
                        rows.getObject(1, UUID.class), rows.getString(2), rows.getString(3)),
                sql,
                version,
                after,
                limit));
  }

  @Override
  public void rewrap(List<SubjectKey> keys) {
    var unused =
        database.durably(
            connection -> {
              var sql = "UPDATE subject_key SET wrapped = ? WHERE key_id = ?";
              try (var update = connection.prepareStatement(sql)) {
                for (var key : keys) {
                  update.setString(1, key.wrapped());
                  update.setObject(2, key.keyId());
                  update.addBatch();
                }
                return update.executeBatch().length;
              }
            });
  }

  @Override
  public List<Destroyed> destroyedAfter(long serial, int limit) {
    var sql =
        "SELECT serial, key_id, tenant, subject FROM destroyed_key WHERE serial > ?"
            + " ORDER BY serial LIMIT ?";
    return database.run(
        connection ->
            list(
                connection,
                rows ->
                    new Destroyed(
                        rows.getLong(1),
                        rows.getObject(2, UUID.class),
                        new Subject(rows.getString(3), rows.getString(4))),
                sql,
                serial,
                limit));
  }

  private void run(String sql, @Nullable Object... values) {
    var unused = database.durably(connection -> update(connection, sql, values));
  }

  private static Hold hold(ResultSet rows) throws SQLException {
    return new Hold(
        rows.getObject(1, UUID.class),
        new Subject(rows.getString(2), rows.getString(3)),
        rows.getString(4),
        rows.getString(5),
        rows.getObject(6, OffsetDateTime.class).toInstant());
  }

  private static Destruction destruction(ResultSet rows) throws SQLException {
    return new Destruction(
        rows.getObject(1, UUID.class),
        new Subject(rows.getString(2), rows.getString(3)),
        rows.getString(4),
        rows.getString(5),
        rows.getObject(6, OffsetDateTime.class).toInstant(),
        rows.getString(7),
        Destruction.State.valueOf(rows.getString(8).toUpperCase(Locale.ROOT)));
  }

  private static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
