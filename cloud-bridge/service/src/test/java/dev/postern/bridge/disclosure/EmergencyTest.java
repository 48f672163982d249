package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bridge.disclosure.Outcome.Answered;
import dev.postern.bridge.disclosure.Outcome.Refused;
import dev.postern.bridge.disclosure.Reviews.Review;
import dev.postern.bridge.disclosure.Reviews.Verdict;
import dev.postern.runtime.ids.Ids;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Break-glass: recorded, up for review, and only then searched more widely. */
class EmergencyTest {
  private static final Question.BreakGlass CLAIM =
      new Question.BreakGlass("life-threatening", "found unconscious on ward 3", "mrn", "4711");

  private final Ward ward = new Ward();

  @AfterEach
  void close() {
    ward.close();
  }

  @Test
  void isRecordedAndUpForReviewBeforeAnythingIsSearched() {
    assertInstanceOf(Answered.class, ask());

    int recorded = position("BREAK_GLASS life-threatening");
    int searched = position("searched for handle-of-4711");
    assertTrue(recorded < searched && searched < position("EGRESS_INTENT"), ward.story.toString());
    Review review = ward.reviews.open.getFirst();
    assertEquals("break_glass", review.kind());
    assertEquals("life-threatening", review.code());
  }

  @Test
  void isNotSearchedWhereItCannotBeRecorded() {
    ward.log.down = true;
    ward.model.expected = false;

    assertEquals(Code.AUDIT_UNAVAILABLE, assertInstanceOf(Refused.class, ask()).code());

    assertTrue(ward.story.stream().noneMatch(line -> line.startsWith("searched")));
  }

  @Test
  void isNotSearchedWhereNobodyCouldReviewIt() {
    ward.reviews.down = true;
    ward.model.expected = false;

    assertEquals(Code.POLICY_UNDECIDED, assertInstanceOf(Refused.class, ask()).code());

    assertTrue(ward.story.stream().noneMatch(line -> line.startsWith("searched")));
  }

  @Test
  void isReviewedByAReviewerOtherThanTheAsker() throws Refusal {
    ask();
    Review review = ward.reviews.open.getFirst();
    CloseReview reviews = new CloseReview(ward.reviews, ward.log);

    refused(reviews, person(review.subject(), "reviewer"), review.question());
    refused(reviews, person("somebody", "clinician"), review.question());
    assertEquals(1, ward.reviews.open.size());

    Asker reviewer = person("reviewer-1", "reviewer");
    assertEquals(List.of(review), reviews.open(reviewer));
    reviews.close(reviewer, review.question(), Verdict.ESCALATED);

    assertEquals(List.of(), reviews.open(reviewer));
    assertTrue(ward.story.contains("REVIEW_SIGNED break_glass ESCALATED"));
    refused(reviews, reviewer, review.question());
  }

  private static void refused(CloseReview reviews, Asker who, UUID question) {
    Refusal refusal =
        assertThrows(Refusal.class, () -> reviews.close(who, question, Verdict.SIGNED_OFF));
    assertEquals(Code.NOT_FOUND, refusal.code());
  }

  private Asker person(String subject, String role) {
    String tenant = ward.reviews.open.getFirst().tenant();
    return new Asker(subject, tenant, List.of(role), List.of(), null, null, "token");
  }

  private int position(String start) {
    for (int i = 0; i < ward.story.size(); i++) {
      if (ward.story.get(i).startsWith(start)) {
        return i;
      }
    }
    throw new AssertionError(start + " is not in " + ward.story);
  }

  private Outcome ask() {
    String text = "Which anticoagulant does she take?";
    Question question = new Question(Ids.next(), text, Purpose.ETREAT, null, null, 8, CLAIM);
    return ward.ask(question, new Ward.Heard());
  }
}
