package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.QuestionRef;
import dev.postern.audit.entry.Reconciliation;
import dev.postern.audit.log.LogCheck;
import dev.postern.audit.service.postgres.PostgresReader;
import dev.postern.audit.service.sequencer.Accepted;
import dev.postern.audit.service.sequencer.AppendResult;
import dev.postern.audit.service.sequencer.AppendResult.Reason;
import dev.postern.audit.service.sequencer.Evidence;
import dev.postern.audit.service.sequencer.Place;
import dev.postern.audit.service.sequencer.Reconciler;
import dev.postern.audit.service.sequencer.Sequencer;
import dev.postern.runtime.ids.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SequencerIT {
  private final RealLog log = new RealLog(Duration.ofSeconds(60));

  @AfterEach
  void close() throws InterruptedException {
    log.close();
  }

  @Test
  void manyWritersAtOnceLeaveNoGapAndNoDoubleAndTheLogIsProven() throws Exception {
    log.start();
    var places = new ArrayList<Place>();
    try (var threads = Executors.newFixedThreadPool(32)) {
      var appends = new ArrayList<Future<Place>>();
      for (int i = 0; i < 300; i++) {
        appends.add(threads.submit(() -> log.durable(Entries.noSources())));
      }
      for (var append : appends) {
        places.add(append.get());
      }
    }
    var indexes = new TreeSet<>(places.stream().map(Place::index).toList());
    assertEquals(IntStream.range(0, 300).mapToObj(Long::valueOf).toList(), List.copyOf(indexes));
    log.checkpoints.tick();
    var proven = assertInstanceOf(LogCheck.Result.Proven.class, log.check());
    assertEquals(300, proven.checkpoint().size());
  }

  @Test
  void everyEntryHasAProofThatLeadsToTheSignedCheckpoint() throws Exception {
    log.start();
    var entries = log.fill(300);
    log.checkpoints.tick();
    var evidence = new Evidence(log.checkpoints, log.checkpointStore, Duration.ofSeconds(2));
    for (int index : new int[] {0, 1, 255, 256, 299}) {
      var proof = evidence.of(index).orElseThrow();
      assertTrue(proof.proves(entries.get(index).leaf(), log.signer.keys()));
      assertFalse(proof.proves(Entries.noSources().leaf(), log.signer.keys()));
    }
  }

  @Test
  void anEntryAppendedAgainHasItsFirstIndexAndOtherBytesUnderItsIdAreRefused() {
    log.start();
    var entry = Entries.noSources();
    var first = log.durable(entry);
    log.durable(Entries.noSources());
    assertEquals(first.index(), log.durable(entry).index());
    var other =
        Entry.of(entry.type(), entry.id(), entry.time().plusSeconds(1), entry.tenant())
            .with(Member.QUESTION_ID, entry.get(Member.QUESTION_ID))
            .with(Member.ACTOR, entry.get(Member.ACTOR))
            .with(Member.PURPOSE, "HRESCH")
            .build();
    assertEquals(new AppendResult.Refused(Reason.OTHER_BYTES), log.append(other));
    assertEquals(2, log.checkpointStore.head().size());
  }

  @Test
  void ofEntriesHandedInTogetherAllOrNoneAreWritten() {
    log.start();
    var question = Entries.question(Ids.next());
    var batch =
        List.of(Accepted.of(Entries.noSources()), Accepted.of(Entries.outcome(question, 4711)));
    assertEquals(
        new AppendResult.Refused(Reason.NO_SUCH_INTENT), log.sequencer.append(batch).join());
    assertEquals(0, log.checkpointStore.head().size());
  }

  @Test
  void anIntentHasOneOutcome() {
    log.start();
    var question = Entries.question(Ids.next());
    long intent = intent(question);
    log.durable(Entries.outcome(question, intent));
    assertEquals(
        new AppendResult.Refused(Reason.ALREADY_CLOSED),
        log.append(Entries.outcome(question, intent)));
    assertEquals(
        new AppendResult.Refused(Reason.NO_SUCH_INTENT),
        log.append(Entries.outcome(Entries.question(Ids.next()), intent)));
  }

  @Test
  void anIntentOfAWriterThatIsGoneIsClosedAsUnknownAndALaterOutcomeSupersedes() {
    log.start();
    var boot = Ids.next();
    log.store.heartbeat("bridge-1", boot);
    var question = Entries.question(boot);
    long intent = intent(question);
    reconciler(Duration.ofSeconds(60)).run();
    assertEquals(1, log.checkpointStore.head().size());
    log.store.heartbeat("bridge-1", Ids.next());
    reconciler(Duration.ofSeconds(60)).run();
    reconciler(Duration.ofSeconds(60)).run();
    assertEquals(2, log.checkpointStore.head().size());
    var closing = new PostgresReader(log.application).entry(1).orElseThrow().entry();
    assertEquals(intent, closing.get(Member.REF));
    assertEquals(
        new Reconciliation(Reconciliation.Result.UNKNOWN, Reconciliation.Reason.WRITER_GONE),
        closing.get(Member.RECONCILIATION));
    assertEquals(2, log.durable(Entries.outcome(question, intent)).index());
  }

  @Test
  void anIntentWhoseAnswerIsOverdueIsClosedAsUnknown() {
    log.start();
    var question = Entries.question(Ids.next());
    var overdue = Entries.intent(question, Duration.ZERO);
    var accepted = overdue.entry(Entries.BODY);
    log.append(new Accepted(accepted, accepted.leafHash(), overdue.payload(), overdue.subjects()));
    RealLog.until(
        () -> {
          reconciler(Duration.ofSeconds(60)).run();
          return log.checkpointStore.head().size() == 2;
        });
  }

  @Test
  void aKilledDatabaseLosesNothingAcknowledgedAndWritingResumesByItself() throws Exception {
    log.start();
    var before = log.fill(20);
    log.checkpoints.tick();
    RealLog.PARTS.postgres().part().kill();
    try {
      assertEquals(new AppendResult.Refused(Reason.UNAVAILABLE), log.append(Entries.noSources()));
    } finally {
      RealLog.PARTS.postgres().start();
    }
    RealLog.until(() -> log.sequencer.state() == Sequencer.State.LEADING);
    assertEquals(20, log.checkpointStore.head().size());
    before.forEach(entry -> assertTrue(log.durable(entry).index() < 20));
    log.durable(Entries.noSources());
    log.checkpoints.tick();
    assertInstanceOf(LogCheck.Result.Proven.class, log.check());
  }

  private long intent(QuestionRef question) {
    var intent = Entries.intent(question, Duration.ofMinutes(1));
    var entry = intent.entry(Entries.BODY);
    var accepted = new Accepted(entry, entry.leafHash(), intent.payload(), intent.subjects());
    return assertInstanceOf(AppendResult.Durable.class, log.append(accepted))
        .places()
        .getFirst()
        .index();
  }

  private Reconciler reconciler(Duration silence) {
    return new Reconciler(log.store, log.sequencer, Clock.systemUTC(), Ids::next, silence);
  }
}
