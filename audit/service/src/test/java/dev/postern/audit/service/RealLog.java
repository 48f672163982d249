package dev.postern.audit.service;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogCheck;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.service.postgres.PostgresCheckpoints;
import dev.postern.audit.service.postgres.PostgresEndedLogs;
import dev.postern.audit.service.postgres.PostgresLogStore;
import dev.postern.audit.service.sequencer.Accepted;
import dev.postern.audit.service.sequencer.AppendResult;
import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import dev.postern.audit.service.sequencer.Checkpoints;
import dev.postern.audit.service.sequencer.Place;
import dev.postern.audit.service.sequencer.RememberedCheckpoints;
import dev.postern.audit.service.sequencer.RememberedCheckpoints.Memory;
import dev.postern.audit.service.sequencer.Sequencer;
import dev.postern.audit.service.sequencer.StartProof;
import dev.postern.audit.service.sequencer.StartProof.Operator;
import dev.postern.audit.service.vault.TransitSigner;
import dev.postern.audit.service.wiring.AuditMain;
import dev.postern.runtime.boot.Migration;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.vault.VaultAccess;
import dev.postern.runtime.vault.VaultSession;
import dev.postern.toolbox.RealParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A log of its own on the real PostgreSQL and Vault, written by the real sequencer. */
public final class RealLog implements AutoCloseable {
  public static final RealParts PARTS = RealParts.shared();
  public static final String ORIGIN = "postern.example/audit/test";

  public final String database;
  private final String origin;
  public final VaultSession vault = session("audit");
  public final DataSource application;
  public final PostgresLogStore store;
  public final PostgresCheckpoints checkpointStore;
  public final PostgresEndedLogs ended;
  public final TransitSigner signer;
  public Checkpoints checkpoints;
  public Sequencer sequencer;
  private @Nullable Thread thread;

  /** Who remembers its checkpoints elsewhere; who saw it while it was empty, unless a test says. */
  public RememberedCheckpoints remembered;

  public Operator operator = Operator.SILENT;

  public RealLog(Duration unsignedLimit) {
    this(unsignedLimit, PARTS.postgres().scratch("audit"));
    migrate(database);
  }

  /** On a database that has the schema. */
  RealLog(Duration unsignedLimit, String database) {
    this(unsignedLimit, database, ORIGIN);
  }

  /** Under another name. */
  RealLog(Duration unsignedLimit, String database, String origin) {
    this.database = database;
    this.origin = origin;
    signer = new TransitSigner(vault, "checkpoint", origin);
    var login = vault.databaseLogin("audit");
    application = PARTS.postgres().database(database, login.user(), login.password());
    store = new PostgresLogStore(application, origin, Clock.systemUTC());
    checkpointStore = new PostgresCheckpoints(application);
    ended = new PostgresEndedLogs(application);
    var empty = new Checkpoint(origin, 0, Hash.EMPTY_TREE);
    var seen = new Memory.Known("folder", new Kept(empty, signer.sign(empty).format()));
    remembered = () -> List.of(seen);
    checkpoints =
        new Checkpoints(origin, checkpointStore, signer, Clock.systemUTC(), unsignedLimit);
    sequencer = sequencer("audit-1");
  }

  /** Brings a scratch database to this build's schema. */
  static void migrate(String database) {
    try (var migrating = session("audit-migrate")) {
      var owner = migrating.databaseLogin("audit-owner");
      Migration.beside(AuditMain.class).apply(PARTS.postgres().jdbcUrl(database), owner);
    }
  }

  static VaultSession session(String role) {
    var vault = PARTS.vault();
    return VaultSession.open(
        new VaultAccess(
            vault.address(),
            PARTS.layout().caFile(),
            vault.roleIdFile(role),
            vault.secretIdFile(role),
            Duration.ofSeconds(3)),
        Clock.systemUTC());
  }

  public Sequencer sequencer(String holder) {
    return new Sequencer(
        store,
        checkpoints,
        new StartProof(
            origin,
            () -> remembered.recall(),
            checkpointStore,
            ended,
            signer,
            operator,
            Clock.systemUTC(),
            Ids::next),
        new Sequencer.Settings(holder, Duration.ofSeconds(2), 10_000, 512, 1 << 22));
  }

  /** Starts writing and waits until it leads. */
  public RealLog start() {
    startThread();
    until(() -> sequencer.state() == Sequencer.State.LEADING);
    return this;
  }

  public void startThread() {
    var fresh = Thread.ofPlatform().daemon().unstarted(sequencer);
    fresh.start();
    thread = fresh;
  }

  /** Ends the sequencer as a stopped process would, and makes another that knows nothing. */
  public void restart() throws InterruptedException {
    stop();
    checkpoints =
        new Checkpoints(origin, checkpointStore, signer, Clock.systemUTC(), Duration.ofSeconds(60));
    sequencer = sequencer("audit-1");
  }

  public void stop() throws InterruptedException {
    sequencer.close();
    var running = thread;
    if (running != null) {
      running.join(Duration.ofSeconds(20));
    }
  }

  public AppendResult append(Entry entry) {
    return append(Accepted.of(entry));
  }

  public AppendResult append(Accepted accepted) {
    return sequencer.append(List.of(accepted)).join();
  }

  public Place durable(Entry entry) {
    return switch (append(entry)) {
      case AppendResult.Durable durable -> durable.places().getFirst();
      case AppendResult.Refused refused -> throw new AssertionError(refused.reason());
    };
  }

  /** So many entries in one commit. */
  public List<Entry> fill(int count) {
    var entries = IntStream.range(0, count).mapToObj(i -> Entries.noSources()).toList();
    var result = sequencer.append(entries.stream().map(Accepted::of).toList()).join();
    if (result instanceof AppendResult.Refused refused) {
      throw new AssertionError(refused.reason());
    }
    return entries;
  }

  public LogCheck.Result check() throws IOException {
    var key = signer.keys().getLast();
    return new LogCheck(source(), key).run(Optional.empty(), checked -> {});
  }

  /** The log's files as they would be served. */
  public LogSource source() {
    var kept = checkpointStore.latest();
    return path ->
        path.equals(LogSource.CHECKPOINT)
            ? kept.map(k -> k.note().getBytes(StandardCharsets.UTF_8))
            : checkpointStore.tiles(checkpointStore.head().size()).read(path);
  }

  /** Runs statements as somebody who owns the machine. */
  public void asSuperuser(String... statements) throws SQLException {
    try (Connection connection = PARTS.postgres().database(database).getConnection();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Runs a statement with the service's own login. */
  void asApplication(String sql) throws SQLException {
    try (Connection connection = application.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** One value. */
  String one(String sql) throws SQLException {
    try (Connection connection = PARTS.postgres().database(database).getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** Runs a statement outside the log's own database. */
  void inPostgres(String sql) throws SQLException {
    try (Connection connection = PARTS.postgres().database("postgres").getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public static void until(BooleanSupplier condition) {
    var end = Instant.now().plusSeconds(60);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("did not happen within 60 s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
    vault.close();
  }
}
