package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bridge.disclosure.QuestionIndex.Recorded;
import dev.postern.bridge.disclosure.Records.Content;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReviewQuestionTest {
  private static final UUID QUESTION = UUID.fromString("0192a000-0000-7000-8000-000000000001");
  private static final String ADA = "MFRGGZDFMZTWQ2LKNNWG23TPOA";
  private static final Content CONTENT =
      new Content(
          "Where is Ada?",
          "Where is [PERSON_1]?",
          "{\"input\":\"[PERSON_1]\"}",
          "Ada is here.",
          "[PERSON_1] is here.",
          Map.of("[PERSON_1]", "Ada"),
          Set.of(ADA));

  private final List<String> story = new ArrayList<>();
  private final LogInMemory log = new LogInMemory(story);
  private final ReviewQuestion review =
      new ReviewQuestion(
          new Index(), new Kept(), log, new Unasked(), new Unasked(), Clock.systemUTC());

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aReviewerSeesTokensAndTheLookIsAnEntry() throws Exception {
    var seen = review.disclosure(person("eve", "reviewer"), QUESTION, false);
    assertEquals("{\"input\":\"[PERSON_1]\"}", seen.body());
    assertEquals(Map.of(), seen.identities());
    var question = review.look(person("eve", "reviewer"), QUESTION, false);
    assertEquals("Where is [PERSON_1]?", question.text());
    assertEquals("[PERSON_1] is here.", question.answer());
    assertEquals(List.of("ACCESS disclosure 0", "ACCESS answer 0"), story);
  }

  @Test
  void whatTokensStandForIsShownOnlyOnceItIsRecorded() throws Exception {
    var seen = review.disclosure(person("eve", "reviewer"), QUESTION, true);
    assertEquals(Map.of("[PERSON_1]", "Ada"), seen.identities());
    var question = review.look(person("eve", "reviewer"), QUESTION, true);
    assertEquals("Where is Ada?", question.text());
    assertEquals("Ada is here.", question.answer());
    assertEquals(List.of("ACCESS identity 0", "ACCESS identity 0"), story);
    log.down = true;
    var refused =
        assertThrows(
            Refusal.class, () -> review.disclosure(person("eve", "reviewer"), QUESTION, true));
    assertEquals(Code.AUDIT_UNAVAILABLE, refused.code());
  }

  @Test
  void nobodyButAReviewerOfTheTenantReidentifies() {
    var own = person("ada-s-doctor", "clinician");
    var refused = assertThrows(Refusal.class, () -> review.disclosure(own, QUESTION, true));
    assertEquals(Code.FORBIDDEN, refused.code());
    var foreign = new Asker("eve", "st-elsewhere", List.of("reviewer"), List.of(), null, null, "t");
    assertEquals(
        Code.NOT_FOUND,
        assertThrows(Refusal.class, () -> review.disclosure(foreign, QUESTION, true)).code());
    assertTrue(story.isEmpty());
  }

  private static Asker person(String subject, String role) {
    return new Asker(subject, "st-aurelia", List.of(role), List.of(), null, null, "token");
  }

  private static final class Kept implements Records {
    @Override
    public @Nullable String decisions(Asker reader, UUID entry) {
      return null;
    }

    @Override
    public Content content(Asker reader, UUID entry) {
      return CONTENT;
    }

    @Override
    public byte[] proof(Asker reader, String log, long index) {
      return new byte[0];
    }
  }

  /** To a reviewer the asker's own entitlements make no difference. */
  private static final class Unasked implements DisclosurePolicy, Budgets {
    @Override
    public Admission admit(Asker asker, Question question, Recent recent, Instant now) {
      throw new AssertionError();
    }

    @Override
    public Decision decide(Facts facts) {
      throw new AssertionError();
    }

    @Override
    public Recent recent(Asker asker) {
      throw new AssertionError();
    }

    @Override
    public Recent reserve(Asker asker, UUID question, Set<String> patients) {
      throw new AssertionError();
    }

    @Override
    public void release(UUID question) {
      throw new AssertionError();
    }
  }

  private static final class Index implements QuestionIndex {
    @Override
    public void add(Recorded entry) {
      throw new AssertionError("nothing is added by looking");
    }

    @Override
    public List<Recorded> of(UUID question) {
      return List.of(recorded("EGRESS_INTENT", null), recorded("EGRESS_OUTCOME", "ANSWERED"));
    }

    private static Recorded recorded(String type, @Nullable String detail) {
      return new Recorded(
          QUESTION,
          "st-aurelia",
          "ada-s-doctor",
          "TREAT",
          QUESTION,
          type,
          detail,
          "log",
          1,
          "00",
          Instant.EPOCH);
    }
  }
}
