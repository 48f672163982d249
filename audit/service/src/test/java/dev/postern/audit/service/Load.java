package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditFailure;
import dev.postern.audit.client.AuditUnavailable;
import dev.postern.audit.client.HttpAuditTransport;
import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.Entry;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/**
 * Writers that append without a pause and try again under the same id where nothing is known, as
 * the bridge does. What was acknowledged is kept: the log must hold each of it, once, where it
 * said.
 */
final class Load implements AutoCloseable {
  private static final int WRITERS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final AuditClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<UUID, Long> acknowledged = new ConcurrentHashMap<>();
  private final Queue<AuditFailure> refusals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile boolean stopped;

  Load(List<URI> services, SSLContext tls) {
    this.client =
        AuditClient.start(
            new HttpAuditTransport(services, () -> tls, PATIENCE),
            new InMemory(),
            new AuditClient.Settings(1024, 256, 1 << 22, PATIENCE.multipliedBy(3)));
    for (int i = 0; i < WRITERS; i++) {
      threads.execute(this::write);
    }
  }

  private void write() {
    while (!stopped) {
      insist(Entries.noSources());
    }
  }

  private void insist(Entry entry) {
    while (!stopped) {
      try {
        acknowledged.put(entry.id(), client.append(Submission.of(entry)).index());
        return;
      } catch (AuditUnavailable e) {
        failed.incrementAndGet();
        LockSupport.parkNanos(10_000_000);
      } catch (AuditFailure e) {
        refusals.add(e);
        throw new AssertionError(e);
      }
    }
  }

  int acknowledged() {
    return acknowledged.size();
  }

  /** Appends that failed and were tried again. */
  int failed() {
    return failed.get();
  }

  /** Waits for so many acknowledgements from now on. */
  void goesOnFor(int entries) {
    int from = acknowledged();
    RealLog.until(() -> acknowledged() >= from + entries || !refusals.isEmpty());
    refusedNothing();
  }

  private void refusedNothing() {
    assertEquals(List.of(), List.copyOf(refusals), "refused for good");
  }

  /** Every acknowledged entry is at its index, none is twice, and there is no gap. */
  void isHeldBy(Connection database) throws SQLException {
    refusedNothing();
    var seen = new HashSet<UUID>();
    long next = 0;
    try (var statement = database.createStatement();
        var rows = statement.executeQuery("SELECT idx, id FROM leaf ORDER BY idx")) {
      while (rows.next()) {
        assertEquals(next, rows.getLong(1), "no gap and no fork");
        var id = rows.getObject(2, UUID.class);
        assertEquals(true, seen.add(id), "no entry twice");
        assertEquals(next, acknowledged.getOrDefault(id, next), "where it was acknowledged");
        next++;
      }
    }
    var missing = new HashSet<>(acknowledged.keySet());
    missing.removeAll(seen);
    assertEquals(0, missing.size(), "no acknowledged entry is missing");
  }

  @Override
  public void close() {
    stopped = true;
    threads.close();
    client.close();
  }
}
