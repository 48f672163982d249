package dev.postern.audit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.entry.Accountable;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.DataCounts;
import dev.postern.audit.entry.DecisionRef;
import dev.postern.audit.entry.EgressIntent;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Payload;
import dev.postern.audit.entry.QuestionRef;
import dev.postern.audit.entry.RouteRef;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Tunnel;
import dev.postern.audit.log.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AuditClientTest {
  private static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");
  private static final byte[] BODY = "body".getBytes(StandardCharsets.UTF_8);

  private final InMemoryLog log = new InMemoryLog();
  private final Memory memory = new Memory();
  private final AuditClient client =
      AuditClient.start(
          log, memory, new AuditClient.Settings(64, 16, 1 << 20, Duration.ofSeconds(20)));

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void anAppendedEntryIsCommittedUnderTheHashOfItsBytes() throws AuditFailure {
    var entry = noSources(1);
    assertEquals(new Committed(0, entry.leafHash(), 1), client.append(Submission.of(entry)));
    assertEquals(Optional.of(new Acknowledged("test/log", 0, entry.leafHash())), memory.highest());
  }

  @Test
  void appendingAgainUnderTheSameIdReturnsTheFirstIndex() throws AuditFailure {
    client.append(Submission.of(noSources(1)));
    client.append(Submission.of(noSources(2)));
    assertEquals(0, client.append(Submission.of(noSources(1))).index());
    assertEquals(2, log.entries.size());
    assertEquals(1, memory.highest().orElseThrow().index());
  }

  @Test
  void aReceiptIsBoundToItsBodyAndRoute() throws AuditFailure {
    var receipt = client.commit(intent(1), BODY);
    assertEquals(intent(1).entry(BODY).leafHash(), receipt.leafHash());
    assertInstanceOf(ReceiptUse.Granted.class, receipt.consume(Hash.sha256(BODY), "azure-eu", NOW));
    assertRefused(ReceiptUse.Reason.USED, receipt.consume(Hash.sha256(BODY), "azure-eu", NOW));
  }

  @Test
  void aReceiptForAnotherBodyRouteOrTimePermitsNothingAndIsUsedUp() throws AuditFailure {
    var body = client.commit(intent(1), BODY);
    assertRefused(
        ReceiptUse.Reason.OTHER_BODY, body.consume(Hash.sha256(new byte[1]), "azure-eu", NOW));
    assertRefused(ReceiptUse.Reason.USED, body.consume(Hash.sha256(BODY), "azure-eu", NOW));
    var route = client.commit(intent(2), BODY);
    assertRefused(ReceiptUse.Reason.OTHER_ROUTE, route.consume(Hash.sha256(BODY), "azure-us", NOW));
    var late = client.commit(intent(3), BODY);
    assertRefused(
        ReceiptUse.Reason.LATE, late.consume(Hash.sha256(BODY), "azure-eu", NOW.plusSeconds(5)));
  }

  @Test
  void ofManyThreadsWithOneReceiptExactlyOneMaySend() throws Exception {
    var receipt = client.commit(intent(1), BODY);
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var uses = new ArrayList<Future<ReceiptUse>>();
      for (int i = 0; i < 200; i++) {
        uses.add(
            threads.submit(
                () -> {
                  start.await();
                  return receipt.consume(Hash.sha256(BODY), "azure-eu", NOW);
                }));
      }
      start.countDown();
      int granted = 0;
      for (var use : uses) {
        granted += use.get() instanceof ReceiptUse.Granted ? 1 : 0;
      }
      assertEquals(1, granted);
    }
  }

  @Test
  void aLogThatAcknowledgesOtherBytesGivesNoReceipt() {
    log.lie = hash -> Hash.sha256(hash.bytes());
    assertThrows(AuditUnavailable.class, () -> client.commit(intent(1), BODY));
    assertEquals(Optional.empty(), memory.highest());
  }

  @Test
  void aShorterLogOrAnotherOriginIsRolledBack() throws AuditFailure {
    client.append(Submission.of(noSources(1)));
    log.entries.clear();
    assertThrows(LogRolledBack.class, () -> client.append(Submission.of(noSources(2))));
    log.entries.add(noSources(1));
    log.origin = "test/other";
    assertThrows(LogRolledBack.class, () -> client.append(Submission.of(noSources(3))));
  }

  @Test
  void whatCannotBeRememberedIsNotCommitted() {
    memory.broken = true;
    assertThrows(AuditUnavailable.class, () -> client.append(Submission.of(noSources(1))));
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void callersThatComeWhileABatchIsOnItsWayShareTheNext() throws Exception {
    var arrived = new Semaphore(0);
    var release = new CountDownLatch(1);
    log.beforeAppend =
        () -> {
          arrived.release();
          awaitQuietly(release);
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var rest = new ArrayList<Future<Committed>>();
      rest.add(threads.submit(() -> client.append(Submission.of(noSources(11)))));
      arrived.acquire();
      for (int i = 1; i <= 10; i++) {
        var entry = noSources(i);
        rest.add(threads.submit(() -> client.append(Submission.of(entry))));
      }
      while (client.waiting() < 10) {
        Thread.onSpinWait();
      }
      release.countDown();
      for (var append : rest) {
        append.get();
      }
    }
    assertEquals(List.of(1, 10), log.batches);
  }

  @Test
  void oneRefusedEntryDoesNotTakeItsNeighboursAlong() throws Exception {
    var poison = noSources(5);
    log.poison = poison.id();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var appends = new ArrayList<Future<Committed>>();
      for (int i = 0; i < 10; i++) {
        var entry = noSources(i);
        appends.add(threads.submit(() -> client.append(Submission.of(entry))));
      }
      for (int i = 0; i < 10; i++) {
        if (i == 5) {
          var thrown = assertThrows(ExecutionException.class, appends.get(i)::get);
          assertEquals("forbidden", assertInstanceOf(Rejected.class, thrown.getCause()).code());
        } else {
          appends.get(i).get();
        }
      }
    }
    assertEquals(9, log.entries.size());
  }

  @Test
  void whileIntentsAreRefusedEverythingElseStillGoesIn() throws AuditFailure {
    log.refuseIntents = new AuditUnavailable("secrets-unavailable", "sealed", null);
    var refused = assertThrows(AuditUnavailable.class, () -> client.commit(intent(1), BODY));
    assertEquals("secrets-unavailable", refused.code());
    client.append(Submission.of(noSources(2)));
    log.refuseIntents = null;
    assertTrue(client.commit(intent(1), BODY).index() > 0);
  }

  @Test
  void aClosedClientCommitsNothing() {
    client.close();
    assertThrows(AuditUnavailable.class, () -> client.append(Submission.of(noSources(1))));
  }

  @Test
  void aPayloadOtherThanTheCommittedOneIsNoSubmission() {
    var intent = intent(1).entry(BODY);
    assertThrows(
        IllegalArgumentException.class, () -> new Submission(intent, Payload.of(BODY), null));
  }

  private static void assertRefused(ReceiptUse.Reason reason, ReceiptUse use) {
    assertEquals(new ReceiptUse.Refused(reason), use);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Entry noSources(int n) {
    return question().entry(EntryType.NO_SOURCES, id(n), NOW).build();
  }

  private static QuestionRef question() {
    return new QuestionRef(
        id(1000), id(1001), null, "st-aurelia", new Actor("s", List.of(), null), "TREAT");
  }

  private static EgressIntent intent(int n) {
    return new EgressIntent(
        id(n),
        NOW,
        question(),
        new DecisionRef("d", "1.2.3", "permit", null),
        new RouteRef("azure-eu", "azure-openai", "gpt-4o", "westeurope", null, null),
        new DataCounts(List.of(), 0, 1, 1, 10, Map.of(), null, null),
        new Accountable(false, "164.528(a)(1)(i)"),
        new Tunnel("route", "lo", null, NOW),
        NOW.plusSeconds(5),
        NOW.plusSeconds(60),
        false,
        null,
        Salt.of(new byte[32]),
        null,
        null);
  }

  private static UUID id(int n) {
    return new UUID(0x0192_a000_0000_7000L, 0x8000_0000_0000_0000L | n);
  }

  private static final class Memory implements AcknowledgedMemory {
    private Optional<Acknowledged> kept = Optional.empty();
    private boolean broken;

    @Override
    public synchronized Optional<Acknowledged> highest() {
      return kept;
    }

    @Override
    public synchronized void remember(Acknowledged entry) {
      if (broken) {
        throw new IllegalStateException("the database is away");
      }
      kept = Optional.of(entry);
    }

    @Override
    public synchronized void follow(Acknowledged from, Acknowledged to) {
      kept = Optional.of(to);
    }
  }
}
