package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.runtime.ids.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read what a period's questions were decided from. */
class ReadDecisionsTest {
  private int asked;

  @ParameterizedTest
  @ValueSource(strings = {"security", "auditor", "reviewer"})
  void securityAuditorsAndReviewersMay(String role) throws Refusal {
    ReadDecisions reading = new ReadDecisions(new Recorded());
    RecordedDecisions.Period period = reading.begin(person(role), null, null);
    assertEquals(5, reading.window(person(role), period.id(), 0).next());
    assertEquals(2, asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clinician", "analyst", "operator"})
  void nobodyElseGetsAsFarAsTheLog(String role) {
    ReadDecisions reading = new ReadDecisions(new Recorded());
    Refusal begun =
        assertThrows(Refusal.class, () -> reading.begin(person(role), Instant.EPOCH, null));
    assertEquals(Code.FORBIDDEN, begun.code());
    assertThrows(Refusal.class, () -> reading.window(person(role), Ids.next(), 0));
    assertEquals(0, asked);
  }

  private static Asker person(String role) {
    return new Asker("p", "t", List.of(role), List.of(), null, null, "token");
  }

  private final class Recorded implements RecordedDecisions {
    @Override
    public Period decided(Asker reader, @Nullable Instant from, @Nullable Instant to) {
      asked++;
      return new Period(Ids.next(), "log", 0, 5);
    }

    @Override
    public Window decided(Asker reader, UUID period, long from) {
      asked++;
      return new Window(List.of(), 5);
    }
  }
}
