package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bridge.disclosure.DisclosurePolicy.History;
import dev.postern.bridge.disclosure.Outcome.Answered;
import dev.postern.bridge.disclosure.Outcome.Refused;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.runtime.ids.Ids;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several questions in one conversation. */
class ConversationTest {
  private static final String QUESTION = "Which dose of apixaban does Marta Lindqvist take?";

  private final Ward ward = new Ward();

  @AfterEach
  void close() {
    ward.close();
  }

  @Test
  void theSamePersonKeepsTheirTokenInTheNextTurn() {
    UUID conversation = begun();
    ward.readable.add("doc-ref-letter");
    ward.readable.add("doc-ref-guideline");

    ward.ask(next("And why was it halved for Lindqvist?", conversation), new Ward.Heard());

    assertFalse(ward.model.body().contains("Lindqvist"), ward.model.body());
    assertTrue(ward.model.body().contains("She takes [PERSON_1]'s"), ward.model.body());
    assertTrue(ward.model.body().contains("halved for [PERSON_1]"), ward.model.body());
  }

  @Test
  void policyHearsOfEarlierTurnsByLabelsAndCounts() {
    UUID conversation = begun();
    ward.readable.add("doc-ref-letter");
    ward.readable.add("doc-ref-guideline");
    Turn turn = ward.conversations.kept(conversation).getFirst();
    assertEquals(Set.of("ref-letter", "ref-guideline"), turn.refs());

    ward.ask(next("Why was it halved?", conversation), new Ward.Heard());

    History history = asked();
    assertEquals(1, history.turns());
    assertEquals(turn.characters(), history.characters());
    assertEquals(Set.of(Classification.CONFIDENTIAL), history.classifications());
    assertEquals(Set.of("cardiology"), history.labels());
    assertEquals(Set.of(Ward.LINDQVIST), history.patients());
    assertTrue(history.identifiers().byType().containsKey(IdentifierType.PERSON));
    assertTrue(history.labelsKnown());
  }

  @Test
  void anEarlierTurnIsLeftOutOnceOneOfItsDocumentsMayNotBeReadAnyMore() {
    UUID conversation = begun();
    ward.readable.add("doc-ref-guideline");

    ward.ask(next("How often?", conversation), new Ward.Heard());

    assertFalse(ward.model.body().contains("She takes"), ward.model.body());
    assertEquals(History.NONE, asked());
  }

  @Test
  void anEarlierTurnStaysWhenTheNextSearchFindsOtherDocuments() {
    UUID conversation = begun();
    ward.readable.add("doc-ref-letter");
    ward.readable.add("doc-ref-guideline");
    ward.sources = Ward.found(about(Ward.LINDQVIST));

    ward.ask(next("How often?", conversation), new Ward.Heard());

    assertTrue(ward.model.body().contains("She takes"), ward.model.body());
  }

  @Test
  void anEarlierTurnAboutAPatientStaysBehindWhenTheConversationTurnsToAGuideline() {
    UUID conversation = begun();
    ward.readable.add("doc-ref-letter");
    ward.readable.add("doc-ref-guideline");
    ward.sources = Ward.found(Ward.guideline());

    ward.ask(next("How often is it given?", conversation), new Ward.Heard());

    assertFalse(ward.model.body().contains("She takes"), ward.model.body());
    assertTrue(ward.model.body().contains("How often is it given?"), ward.model.body());
    assertEquals(History.NONE, asked());
  }

  private static Snippet about(String handle) {
    return Ward.snippet(
        "ref-note",
        "Note",
        "It is given twice daily.",
        List.of(new Snippet.Patient(handle, null, List.of(), List.of())),
        List.of());
  }

  @Test
  void whatIsKnownOnlyNowKeepsAnEarlierTurnFromLeavingAgain() {
    ward.model.answer = List.of("Ask Zqvaldrin Oke about it [S1].");
    UUID conversation = begun();
    ward.readable.add("doc-ref-letter");
    ward.readable.add("doc-ref-guideline");

    KnownIdentifier only = new KnownIdentifier(IdentifierType.PERSON, "Zqvaldrin Oke", "p9", null);
    ward.sources =
        Ward.found(
            Ward.letter(),
            Ward.snippet("ref-note", "Note", "Nothing new.", List.of(), List.of(only)));

    ward.ask(next("And what else?", conversation), new Ward.Heard());

    assertFalse(ward.model.body().contains("Zqvaldrin"), ward.model.body());
    assertTrue(ward.model.body().contains("And what else?"), ward.model.body());
  }

  @Test
  void aConversationKnowsWhomItConcernsBeforeAnythingLeaves() {
    ward.model.failure = new LanguageModel.Failed("unreachable", false);
    ward.ask(QUESTION);

    assertEquals(Set.of(Ward.LINDQVIST), ward.conversations.concerned.values().iterator().next());
  }

  @Test
  void theSamePersonIsNotRecognisedInAnotherConversation() {
    begun();
    ward.ask("Is Dr. Viggo Sandahl to see Marta Lindqvist?");

    assertTrue(
        ward.model.body().contains("Is Dr. [PERSON_1] to see [PERSON_2]?"), ward.model.body());
  }

  @Test
  void anotherPurposeIsAConflictThatSaysSoAndAnUnknownConversationIsNotFound() {
    UUID conversation = begun();
    Question other =
        new Question(Ids.next(), "How often?", Purpose.HOPERAT, conversation, null, 8, null);

    Refused refused = assertInstanceOf(Refused.class, ward.ask(other, new Ward.Heard()));
    assertEquals(Code.CONFLICT, refused.code());
    assertEquals("conversation", refused.reasons().getFirst().control());
    assertNotNull(refused.receipt());

    Refused unknown =
        assertInstanceOf(Refused.class, ward.ask(next("?", Ids.next()), new Ward.Heard()));
    assertEquals(Code.NOT_FOUND, unknown.code());
  }

  private UUID begun() {
    return assertInstanceOf(Answered.class, ward.ask(QUESTION)).conversation();
  }

  private History asked() {
    return Objects.requireNonNull(ward.asked).history();
  }

  private static Question next(String text, UUID conversation) {
    return new Question(Ids.next(), text, Purpose.TREAT, conversation, null, 8, null);
  }
}
