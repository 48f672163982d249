package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bridge.disclosure.QuestionIndex.Recorded;
import dev.postern.runtime.ids.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who hears what a question was decided from. */
class ExplainDecisionTest {
  private static final UUID QUESTION = Ids.next();
  private final List<String> story = new ArrayList<>();
  private @Nullable String kept = "{\"admission\":{}}";

  @ParameterizedTest
  @ValueSource(strings = {"reviewer", "security"})
  void reviewersAndSecurityOfTheTenantHearItOnceItIsRecorded(String role) throws Refusal {
    try (LogInMemory log = new LogInMemory(story)) {
      assertEquals(kept, explain(log).explain(person("t", role), QUESTION));
    }
    assertTrue(story.contains("ACCESS decision 0"), story.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"clinician", "analyst", "auditor", "operator"})
  void everybodyElseHearsThatThereIsNoSuchQuestion(String role) {
    notFound(person("t", role), QUESTION);
  }

  @Test
  void anotherTenantOrQuestionIsNotThere() {
    notFound(person("elsewhere", "reviewer"), QUESTION);
    notFound(person("t", "reviewer"), Ids.next());
  }

  @Test
  void aDestroyedKeyLeavesNothing() {
    kept = null;
    notFound(person("t", "reviewer"), QUESTION);
  }

  @Test
  void whatCannotBeRecordedIsNotShown() {
    try (LogInMemory log = new LogInMemory(story)) {
      log.down = true;
      assertThrows(Refusal.class, () -> explain(log).explain(person("t", "reviewer"), QUESTION));
    }
  }

  private void notFound(Asker reader, UUID question) {
    try (LogInMemory log = new LogInMemory(story)) {
      Refusal refusal = assertThrows(Refusal.class, () -> explain(log).explain(reader, question));
      assertEquals(Code.NOT_FOUND, refusal.code());
    }
    assertTrue(story.isEmpty(), story.toString());
  }

  private static Asker person(String tenant, String role) {
    return new Asker("p", tenant, List.of(role), List.of(), null, null, "token");
  }

  private ExplainDecision explain(DisclosureLog log) {
    return new ExplainDecision(new Index(), new Kept(), log);
  }

  private static final class Index implements QuestionIndex {
    @Override
    public void add(Recorded entry) {}

    @Override
    public List<Recorded> of(UUID question) {
      Instant now = Instant.parse("2026-11-22T10:00:00Z");
      return question.equals(QUESTION)
          ? List.of(
              new Recorded(
                  QUESTION,
                  "t",
                  "s",
                  "TREAT",
                  Ids.next(),
                  "EGRESS_DENIED",
                  null,
                  "log",
                  1,
                  "00",
                  now))
          : List.of();
    }
  }

  private final class Kept implements Records {
    @Override
    public Content content(Asker reader, UUID entry) {
      return Content.NONE;
    }

    @Override
    public @Nullable String decisions(Asker reader, UUID entry) {
      return kept;
    }

    @Override
    public byte[] proof(Asker reader, String log, long index) {
      return new byte[0];
    }
  }
}
