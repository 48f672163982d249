package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bridge.disclosure.DisclosurePolicy.Facts;
import dev.postern.bridge.disclosure.DisclosurePolicy.History;
import dev.postern.bridge.disclosure.DisclosurePolicy.Recent;
import dev.postern.bridge.disclosure.ShadowDifferences.Difference;
import dev.postern.bridge.disclosure.ShadowDifferences.Kind;
import dev.postern.bridge.disclosure.ShadowPolicy.Compared;
import dev.postern.runtime.ids.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a candidate says has no effect and delays nobody; where it differs is counted and told. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a delay would never end
class ShadowPolicyTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
  private static final PolicyEvidence CANDIDATE =
      new PolicyEvidence("d-2", "9.2000000000.ba9876543210", "{}", "{}");
  private static final Decision PERMITTED = Ward.permitted(true);
  private static final Decision WITHHELD =
      new Decision.Withheld(List.of(new Reason("rate.asker", "Too often.", "rate")), CANDIDATE);

  private final BlockingQueue<Compared> compared = new LinkedBlockingQueue<>();
  private final BlockingQueue<Difference> differences = new LinkedBlockingQueue<>();

  @Test
  void aCandidateThatWithholdsIsToldWithItsControlsAndHasNoEffect() throws Exception {
    assertEquals(Compared.NEWLY_WITHHELD, decided(PERMITTED, () -> WITHHELD));

    Difference difference = differences.remove();
    assertEquals(Kind.NEWLY_WITHHELD, difference.kind());
    assertEquals("disclosure", difference.decision());
    assertEquals(List.of("rate"), difference.controls());
    assertEquals(Ward.EVIDENCE.revision(), difference.active());
    assertEquals(CANDIDATE.revision(), difference.candidate());
  }

  @Test
  void aCandidateThatPermitsIsToldWithTheControlsThatItLacks() throws Exception {
    assertEquals(Compared.NEWLY_ALLOWED, decided(WITHHELD, () -> PERMITTED));

    assertEquals(List.of("rate"), differences.remove().controls());
  }

  @Test
  void otherObligationsAreToldByName() throws Exception {
    Supplier<Decision> other = () -> Ward.permitted(false, Set.of("s-2"), 8, 16_000);
    assertEquals(Compared.OBLIGATIONS, decided(PERMITTED, other));

    assertEquals(List.of("restore", "withhold"), differences.remove().obligations());
  }

  @Test
  void theSameIsCountedAndNotTold() throws Exception {
    assertEquals(Compared.SAME, decided(PERMITTED, () -> Ward.permitted(true)));
    assertEquals(Compared.SAME, decided(WITHHELD, () -> WITHHELD));

    assertTrue(differences.isEmpty());
  }

  @Test
  void aCandidateThatFailsIsCountedAndHasNoEffect() throws Exception {
    assertEquals(
        Compared.FAILED,
        decided(
            PERMITTED,
            () -> {
              throw new IllegalStateException("broken");
            }));
    assertEquals(
        Compared.UNDECIDED, decided(PERMITTED, () -> new Decision.Undecided("bundle-expired")));
    assertEquals(
        Compared.ABSENT,
        decided(PERMITTED, () -> new Decision.Undecided(DisclosurePolicy.UNREACHABLE)));

    assertTrue(differences.isEmpty());
  }

  @Test
  void aCandidateThatHangsDelaysNobodyAndWhatWouldWaitIsDropped() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Says active = says(PERMITTED);
    Says hanging = new Says(() -> awaited(never));
    try (ShadowPolicy policy = shadow(active, hanging, 1, 2)) {
      for (int i = 0; i < 10; i++) {
        assertSame(PERMITTED, policy.decide(facts()));
      }

      // One is asked, two wait.
      assertEquals(7, compared.size());
      assertTrue(compared.stream().allMatch(Compared.DROPPED::equals));
      never.countDown();
    }
  }

  @Test
  void whatNobodyCouldDecideIsNotCompared() {
    Decision undecided = new Decision.Undecided("timeout");
    AtomicInteger asked = new AtomicInteger();
    try (ShadowPolicy policy = shadow(says(undecided), counting(asked), 1, 8)) {
      assertSame(undecided, policy.decide(facts()));
    }
    assertEquals(0, asked.get());
  }

  @Test
  void onlyTheShareIsAskedAndAQuestionWholly() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    int told = 0;
    try (ShadowPolicy policy = shadow(says(PERMITTED), counting(asked), 0.5, 4000)) {
      for (int i = 0; i < 1000; i++) {
        Facts facts = facts();
        policy.admit(facts.asker(), facts.question(), Recent.NONE, CLOCK.instant());
        policy.decide(facts);
      }
      while (compared.poll(1, TimeUnit.SECONDS) != null) {
        told++;
      }
    }
    assertEquals(told, asked.get());
    assertEquals(0, asked.get() % 2, "both decisions of a question");
    assertTrue(asked.get() > 600 && asked.get() < 1400, "about half: " + asked.get());
  }

  @Test
  void aShareIsAShare() {
    assertThrows(
        IllegalArgumentException.class, () -> shadow(says(PERMITTED), says(PERMITTED), 1.1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> shadow(says(PERMITTED), says(PERMITTED), Double.NaN, 1));
  }

  @Test
  void otherAdmissionsAreTold() throws Exception {
    Admission less =
        new Admission.Admitted(Classification.INTERNAL, List.of("ehr"), true, CANDIDATE);
    Says active = says(PERMITTED);
    Says candidate = new Says(() -> PERMITTED, less);
    try (ShadowPolicy policy = shadow(active, candidate, 1, 8)) {
      Facts facts = facts();
      assertSame(
          active.admission,
          policy.admit(facts.asker(), facts.question(), Recent.NONE, CLOCK.instant()));
      assertEquals(Compared.OBLIGATIONS, compared.poll(10, TimeUnit.SECONDS));
    }
    Difference difference = differences.remove();
    assertEquals("admission", difference.decision());
    assertEquals(List.of("classifications_max", "sources"), difference.obligations());
  }

  private @Nullable Compared decided(Decision active, Supplier<Decision> candidate)
      throws InterruptedException {
    try (ShadowPolicy policy = shadow(says(active), new Says(candidate), 1, 8)) {
      assertSame(active, policy.decide(facts()));
      Compared first = compared.poll(10, TimeUnit.SECONDS);
      assertNull(compared.peek());
      return first;
    }
  }

  private ShadowPolicy shadow(
      DisclosurePolicy active, DisclosurePolicy candidate, double share, int queue) {
    ShadowDifferences told =
        new ShadowDifferences() {
          @Override
          public void remember(String tenant, Difference difference) {
            assertEquals("st-aurelia", tenant);
            differences.add(difference);
          }

          @Override
          public List<Difference> newest(String tenant, int most) {
            return List.copyOf(differences);
          }

          @Override
          public Map<Kind, Long> count(String tenant) {
            return Map.of();
          }
        };
    return new ShadowPolicy(
        active, candidate, share, queue, told, (decision, how) -> compared.add(how), CLOCK);
  }

  private static Decision awaited(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return PERMITTED;
  }

  private static Says says(Decision decision) {
    return new Says(() -> decision);
  }

  private static Says counting(AtomicInteger asked) {
    return new Says(
        () -> {
          asked.incrementAndGet();
          return PERMITTED;
        }) {
      @Override
      public Admission admit(Asker asker, Question question, Recent recent, Instant now) {
        asked.incrementAndGet();
        return super.admit(asker, question, recent, now);
      }
    };
  }

  private static Facts facts() {
    Question question = new Question(Ids.next(), "Which dose?", Purpose.TREAT, null, null, 8, null);
    return new Facts(
        Ward.clinician(),
        question,
        Tally.NONE,
        History.NONE,
        List.of(),
        List.of(),
        Recent.NONE,
        CLOCK.instant());
  }

  /** A policy that says what it is told to. */
  private static class Says implements DisclosurePolicy {
    final Admission admission;
    private final Supplier<Decision> decision;

    Says(Supplier<Decision> decision) {
      this(decision, new Admission.Admitted(Classification.RESTRICTED, null, true, Ward.EVIDENCE));
    }

    Says(Supplier<Decision> decision, Admission admission) {
      this.admission = admission;
      this.decision = decision;
    }

    @Override
    public Admission admit(Asker asker, Question question, Recent recent, Instant now) {
      return admission;
    }

    @Override
    public Decision decide(Facts facts) {
      return decision.get();
    }
  }
}
