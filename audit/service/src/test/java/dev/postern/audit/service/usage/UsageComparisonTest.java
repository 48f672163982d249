package dev.postern.audit.service.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Outcome;
import dev.postern.audit.entry.Reconciliation;
import dev.postern.audit.entry.Usage;
import dev.postern.audit.export.Exported;
import dev.postern.audit.service.Entries;
import dev.postern.audit.service.review.Decided;
import dev.postern.audit.service.review.EntryWindows;
import dev.postern.audit.service.usage.UsageReport.Call;
import dev.postern.runtime.ids.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsageComparisonTest {
  private static final Instant FROM = Instant.parse("2026-11-22T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(1));
  private static final Instant NOON = FROM.plus(Duration.ofHours(12));
  private static final UsagePeriod DAY = UsagePeriod.of(FROM, TO, Duration.ofMinutes(10));

  private final LogInMemory log = new LogInMemory();
  private final List<Call> calls = new ArrayList<>();

  @Test
  void whatWasAnnouncedAndWhatArrivedAgree() {
    for (int i = 0; i < 5_000; i++) {
      arrives(intent(NOON.plusMillis(i), answered()), NOON.plusMillis(i + 5));
    }
    var usage = compared();
    assertTrue(usage.agrees());
    assertEquals(5_000, usage.calls());
    assertEquals(5_000, usage.matched());
  }

  @Test
  void aCallThatNobodyAnnouncedIsNamedByTheProvidersId() {
    arrives(intent(NOON, answered()), NOON);
    calls.add(new Call(NOON, UUID.randomUUID().toString(), "apim-7"));
    calls.add(new Call(NOON, null, null));
    var usage = compared();
    assertFalse(usage.agrees());
    assertEquals(2, usage.callsWithoutIntent());
    assertEquals(List.of("apim-7", "at:" + NOON), usage.namedCalls());
    assertEquals(1, usage.matched());
  }

  @Test
  void aSecondCallUnderOneIntentIsACallWithout() {
    var id = intent(NOON, answered());
    arrives(id, NOON);
    arrives(id, NOON.plusSeconds(1));
    assertEquals(1, compared().callsWithoutIntent());
  }

  @Test
  void aCallThatTheLogSaysWasNotSentIsACallWithout() {
    arrives(intent(NOON, Outcome.Status.NOT_SENT), NOON);
    assertEquals(1, compared().callsWithoutIntent());
  }

  @Test
  void aCallOfAnotherRoutesIntentIsACallWithout() {
    arrives(intent(NOON, answered()), NOON);
    assertEquals(1, compared("another-route").callsWithoutIntent());
  }

  @Test
  void aCallThatWasMadeAndThatTheProviderDoesNotKnowIsNamedByItsIndex() {
    intent(NOON, answered());
    var missing = intent(NOON.plusSeconds(1), Outcome.Status.PARTIAL);
    intent(NOON.plusSeconds(2), Outcome.Status.NOT_SENT);
    intent(NOON.plusSeconds(3), null);
    calls.add(new Call(NOON, log.id(0).toString(), "apim-1"));
    var usage = compared();
    assertEquals(List.of(log.index(missing)), usage.namedIntents());
    assertEquals(1, usage.intentsWithoutCall());
    assertEquals(0, usage.callsWithoutIntent());
  }

  @Test
  void aCallThatMayHaveArrivedIsAskedForByNobody() {
    arrives(intent(NOON, null), NOON);
    intent(NOON, null);
    assertTrue(compared().agrees());
  }

  @Test
  void clocksThatDifferAtTheEdgesOfAPeriodAreNoDifference() {
    // The provider's clock is late at the begin and early at the end.
    arrives(intent(FROM.minusSeconds(1), answered()), FROM.plusSeconds(1));
    arrives(intent(TO.minusSeconds(1), answered()), TO.plusSeconds(1));
    var usage = compared();
    assertTrue(usage.agrees());
    assertEquals(1, usage.calls());
  }

  @Test
  void ofManyDifferencesTheFirstHundredAreNamedAndAllAreCounted() {
    IntStream.rangeClosed(0, Usage.NAMED)
        .forEach(i -> calls.add(new Call(NOON, "x-" + i, "apim-" + i)));
    var usage = compared();
    assertEquals(Usage.NAMED + 1, usage.callsWithoutIntent());
    assertEquals(Usage.NAMED, usage.namedCalls().size());
  }

  private static Outcome.Status answered() {
    return Outcome.Status.ANSWERED;
  }

  private Usage compared() {
    return compared("azure-eu");
  }

  private Usage compared(String route) {
    var report = new UsageReport(route, FROM, TO, Optional.of(calls));
    return new UsageComparison(log, report, DAY).of(calls);
  }

  private void arrives(UUID intent, Instant at) {
    calls.add(new Call(at, intent.toString(), "apim-" + calls.size()));
  }

  /** An intent; without a status the log closed it as unknown. */
  private UUID intent(Instant committed, Outcome.@Nullable Status status) {
    var question = Entries.question(Ids.next());
    var intent = Entries.intent(question, Duration.ofSeconds(30)).entry(Entries.BODY);
    long index = log.all.size();
    var closing =
        question.entry(
            status == null ? EntryType.RECONCILIATION : EntryType.EGRESS_OUTCOME,
            Ids.next(),
            committed);
    closing.with(Member.REF, index);
    if (status == null) {
      var unknown =
          new Reconciliation(Reconciliation.Result.UNKNOWN, Reconciliation.Reason.WRITER_GONE);
      closing.with(Member.RECONCILIATION, unknown);
      closing.with(Member.BOOT_ID, null).with(Member.ACTOR, null).with(Member.PURPOSE, null);
    } else {
      closing.with(Member.OUTCOME, new Outcome(status, null, null, null, null, Map.of()));
    }
    log.add(committed, intent, closing.build());
    return intent.id();
  }

  /** Entries by the time of their commit. */
  private static final class LogInMemory implements EntryWindows {
    private final List<Exported> all = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();

    void add(Instant committed, Entry entry, Entry closing) {
      all.add(new Exported(all.size(), entry, List.of(), closing));
      times.add(committed);
    }

    UUID id(int index) {
      return all.get(index).entry().id();
    }

    long index(UUID id) {
      return all.stream()
          .filter(one -> one.entry().id().equals(id))
          .findFirst()
          .orElseThrow()
          .index();
    }

    @Override
    public long size() {
      return all.size();
    }

    @Override
    public long firstSince(Instant time) {
      return times.stream().filter(committed -> committed.isBefore(time)).count();
    }

    @Override
    public List<Exported> window(long first, long end, @Nullable String tenant) {
      return all.subList((int) first, (int) end);
    }

    @Override
    public List<Decided> decided(long first, long end, @Nullable String tenant) {
      throw new AssertionError("nobody asks for it here");
    }
  }
}
