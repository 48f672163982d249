package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bridge.disclosure.Outcome.Answered;
import dev.postern.bridge.disclosure.Outcome.Broken;
import dev.postern.bridge.disclosure.Outcome.NoSources;
import dev.postern.bridge.disclosure.Outcome.Refused;
import dev.postern.deid.IdentifierType;
import dev.postern.runtime.ids.Ids;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerQuestionTest {
  private static final String QUESTION = "Which dose of apixaban does Marta Lindqvist take?";

  private final Ward ward = new Ward();

  @AfterEach
  void close() {
    ward.close();
  }

  @Test
  void nothingIsSentBeforeTheIntentIsDurableAndTheKillSwitchRead() {
    ward.ask(QUESTION);

    assertEquals(
        List.of(
            "EGRESS_INTENT",
            "kill switch read",
            "sent",
            "EGRESS_OUTCOME ANSWERED",
            "caller hears Answered"),
        ward.story);
  }

  @Test
  void aClinicianReadsTheNameThatTheModelNeverSaw() {
    Ward.Heard heard = new Ward.Heard();

    Answered answered = assertInstanceOf(Answered.class, ward.ask(QUESTION, heard));

    assertFalse(ward.model.body().contains("Lindqvist"), ward.model.body());
    assertTrue(ward.model.body().contains("[PERSON_1]"), ward.model.body());
    assertEquals("She takes Marta Lindqvist's apixaban 5 mg [S1].", heard.text.toString());
    assertEquals(heard.text.toString(), answered.answer().text());
    assertEquals(2, answered.disclosure().snippets());
    assertTrue(
        answered.disclosure().identifiersReplaced().byType().containsKey(IdentifierType.PERSON));
  }

  @Test
  void aCitationQuotesTheStoredSentenceByteForByte() {
    Answered answered = assertInstanceOf(Answered.class, ward.ask(QUESTION));

    Citation citation = answered.answer().citations().getFirst();
    assertEquals(1, answered.answer().citations().size());
    assertEquals("S1", citation.mark());
    assertEquals("ref-letter", citation.ref());
    assertEquals("Marta Lindqvist takes apixaban 5 mg.", citation.quote());
    assertEquals("Letter about Marta Lindqvist", citation.title());
    assertFalse(citation.quoteDeidentified());
  }

  @Test
  void withoutRestoreNeitherAnswerNorTitleNorQuoteNamesAnybody() {
    ward.decision = Ward.permitted(false);
    ward.model.answer = List.of("[PERSON_1] takes apixaban. Ask Marta Lindqvist. ", "[S1]");

    Answered answered = assertInstanceOf(Answered.class, ward.ask(QUESTION));

    assertFalse(answered.answer().text().contains("Lindqvist"), answered.answer().text());
    Citation citation = answered.answer().citations().getFirst();
    assertFalse(citation.title().contains("Lindqvist"), citation.title());
    assertFalse(citation.quote().contains("Lindqvist"), citation.quote());
    assertTrue(citation.quoteDeidentified());
  }

  @Test
  void unknownMarksAreRemovedAndAnAnswerWithoutMarksSaysSo() {
    ward.model.answer = List.of("Nobody knows [S7].");

    Answered answered = assertInstanceOf(Answered.class, ward.ask(QUESTION));

    assertEquals("Nobody knows .", answered.answer().text());
    assertTrue(answered.answer().uncited());
  }

  @Test
  void titlesSectionsSourcesAndRefsNeverLeave() {
    ward.ask(QUESTION);

    for (String never : List.of("Letter about", "Section of", "ref-letter", "doc-ref", "ehr")) {
      assertFalse(ward.model.body().contains(never), never);
    }
  }

  @Test
  void whatNothingMatchesAndWhatMayNotBeSeenEndAlike() {
    ward.model.expected = false;
    ward.sources = Ward.found();
    assertInstanceOf(NoSources.class, ward.ask("What is the weather?"));

    Sources.KnownMatch unseen =
        new Sources.KnownMatch(28, 43, IdentifierType.PERSON, "HANDLE-OF-ANOTHER");
    ward.sources = new Sources(List.of(Ward.guideline()), List.of(unseen), Set.of());
    assertInstanceOf(NoSources.class, ward.ask(QUESTION));

    assertEquals(
        List.of("NO_SOURCES", "caller hears NoSources", "NO_SOURCES", "caller hears NoSources"),
        ward.story);
  }

  @Test
  void aNameSharedByTwoPatientsCountsAsEither() {
    Sources.KnownMatch her = match(Ward.LINDQVIST);
    Sources.KnownMatch namesake = match("HANDLE-OF-A-NAMESAKE");
    ward.sources = new Sources(List.of(Ward.letter()), List.of(her, namesake), Set.of());

    assertInstanceOf(Answered.class, ward.ask(QUESTION));
  }

  private static Sources.KnownMatch match(String patient) {
    return new Sources.KnownMatch(28, 43, IdentifierType.PERSON, patient);
  }

  @Test
  void undecidedIsRefusedAndRecordedBeforeTheCallerHears() {
    ward.model.expected = false;
    ward.decision = new Decision.Undecided("timeout");

    Refused refused = assertInstanceOf(Refused.class, ward.ask(QUESTION));

    assertEquals(Code.POLICY_UNDECIDED, refused.code());
    assertNotNull(refused.receipt());
    assertEquals(List.of("EGRESS_DENIED policy-undecided", "caller hears Refused"), ward.story);
    assertTrue(ward.reserved.isEmpty());
  }

  @Test
  void whatPolicyWithholdsIsToldWithItsReasons() {
    ward.model.expected = false;
    Reason reason = new Reason("clearance.too-high", "Not for your role.", "clearance");
    ward.decision = new Decision.Withheld(List.of(reason), Ward.EVIDENCE);

    Refused refused = assertInstanceOf(Refused.class, ward.ask(QUESTION));

    assertEquals(Code.WITHHELD, refused.code());
    assertEquals(List.of(reason), refused.reasons());
  }

  @Test
  void rateAndTunnelHaveCodesOfTheirOwn() {
    ward.model.expected = false;
    ward.decision = withheldBy("rate");
    assertEquals(Code.RATE_LIMITED, refusal().code());
    ward.decision = withheldBy("tunnel");
    assertEquals(Code.TUNNEL_UNPROVEN, refusal().code());
  }

  private static Decision withheldBy(String control) {
    return new Decision.Withheld(List.of(new Reason("x", "y", control)), Ward.EVIDENCE);
  }

  private Refused refusal() {
    return assertInstanceOf(Refused.class, ward.ask(QUESTION));
  }

  @Test
  void withoutTheLogNothingLeavesAndTheRefusalIsKeptForLater() {
    ward.model.expected = false;
    ward.log.down = true;

    Refused refused = refusal();

    assertEquals(Code.AUDIT_UNAVAILABLE, refused.code());
    assertNull(refused.receipt());
    assertEquals(List.of("kept audit-unavailable", "caller hears Refused"), ward.story);
  }

  @Test
  void withoutAProvenTunnelNothingIsCommitted() {
    ward.model.expected = false;
    ward.tunnelProven = false;

    assertEquals(Code.TUNNEL_UNPROVEN, refusal().code());
    assertFalse(ward.story.contains("EGRESS_INTENT"));
  }

  @Test
  void theKillSwitchBetweenReceiptAndSendingClosesTheIntentUnsent() {
    ward.model.expected = false;
    ward.killSwitch.on = true;

    assertEquals(Code.EGRESS_STOPPED, refusal().code());
    assertEquals(
        List.of(
            "EGRESS_INTENT", "kill switch read", "EGRESS_OUTCOME NOT_SENT", "caller hears Refused"),
        ward.story);
    assertTrue(ward.reserved.isEmpty());
  }

  @Test
  void theKillSwitchEndsARunningAnswer() {
    ward.model.midway =
        () -> {
          if (ward.killSwitch.whenStopped != null) {
            ward.killSwitch.whenStopped.run();
          }
        };

    Broken broken = assertInstanceOf(Broken.class, ward.ask(QUESTION));

    assertEquals(Code.EGRESS_STOPPED, broken.code());
    assertTrue(ward.story.contains("EGRESS_OUTCOME STOPPED"), ward.story.toString());
  }

  @Test
  void residueInASnippetWithholdsThatSnippetOnce() {
    ward.leaking.add("twice daily");

    Answered answered = assertInstanceOf(Answered.class, ward.ask(QUESTION));

    assertEquals(1, answered.disclosure().snippets());
    assertFalse(ward.model.body().contains("twice daily"));
  }

  @Test
  void residueElsewhereIsRefused() {
    ward.model.expected = false;
    ward.leaking.add("Which dose");

    assertEquals(Code.RESIDUAL_IDENTIFIERS, refusal().code());
    assertEquals("EGRESS_DENIED residual-identifiers", ward.story.getFirst());
  }

  @Test
  void aSnippetThatThisDetectorHasNotReadIsReadWithinTheBudgetElseWithheld() {
    ward.unreadCharacters = Ward.letter().text().length();
    assertEquals(1, assertInstanceOf(Answered.class, ward.ask(QUESTION)).disclosure().snippets());
    assertFalse(ward.model.body().contains("twice daily"));

    ward.unreadCharacters += Ward.guideline().text().length();
    assertEquals(2, assertInstanceOf(Answered.class, ward.ask(QUESTION)).disclosure().snippets());
  }

  @Test
  void whereNoSnippetCanBeReadNothingLeaves() {
    ward.model.expected = false;
    ward.unreadCharacters = 10;

    assertEquals(Code.DETECTOR_UNAVAILABLE, refusal().code());
  }

  @Test
  void obligationsBoundWhatLeaves() {
    ward.decision = Ward.permitted(true, Set.of("ref-guideline"), 8, 16_000);
    ward.ask(QUESTION);
    assertFalse(ward.model.body().contains("twice daily"));

    ward.decision = Ward.permitted(true, Set.of(), 1, 16_000);
    ward.ask(QUESTION);
    assertFalse(ward.model.body().contains("twice daily"));

    ward.decision = Ward.permitted(true, Set.of("ref-guideline"), 8, 40);
    ward.ask(QUESTION);
    assertTrue(ward.model.body().contains("apixaban 5 mg."), ward.model.body());
    assertFalse(ward.model.body().contains("bleeding"), ward.model.body());
  }

  @Test
  void aProviderThatNeverGotTheBodyIsNotSentOneThatDidIsFailed() {
    ward.model.failure = new LanguageModel.Failed("unreachable", false);
    assertEquals(Code.PROVIDER_FAILED, refusal().code());
    assertTrue(ward.story.contains("EGRESS_OUTCOME NOT_SENT"));

    ward.model.failure = new LanguageModel.Failed("status-429", true);
    assertInstanceOf(Broken.class, ward.ask(QUESTION));
    assertTrue(ward.story.contains("EGRESS_OUTCOME FAILED"));
  }

  @Test
  void anIntentIsClosedWhateverTheTransportThrows() {
    ward.model.unforeseen = new IllegalStateException("a bug");

    Broken broken = assertInstanceOf(Broken.class, ward.ask(QUESTION));

    assertEquals(Code.PROVIDER_FAILED, broken.code());
    assertTrue(ward.story.contains("EGRESS_OUTCOME FAILED"), ward.story.toString());
  }

  @Test
  void withoutTheProvidersKeyNothingIsSentAndTheSecretsAreToldToBeAway() {
    ward.model.failure = new LanguageModel.Failed(LanguageModel.Failed.NO_SECRET, false);

    assertEquals(Code.SECRETS_UNAVAILABLE, refusal().code());
    assertTrue(ward.story.contains("EGRESS_OUTCOME NOT_SENT"), ward.story.toString());
  }

  @Test
  void anAnswerMayBeAsLongAsConfiguredAndNoCharacterLonger() {
    int length = String.join("", ward.model.answer).length();
    ward.answerCharacters = length;
    assertInstanceOf(Answered.class, ward.ask(QUESTION));

    ward.answerCharacters = length - 1;
    assertInstanceOf(Broken.class, ward.ask(QUESTION));
    assertTrue(ward.story.contains("EGRESS_OUTCOME PARTIAL"), ward.story.toString());
  }

  @Test
  void aCutStreamIsRecordedAsPartial() {
    ward.model.cut = new LanguageModel.Failed("cut", true);

    Broken broken = assertInstanceOf(Broken.class, ward.ask(QUESTION));

    assertEquals(Code.PROVIDER_FAILED, broken.code());
    assertTrue(ward.story.contains("EGRESS_OUTCOME PARTIAL"), ward.story.toString());
  }

  @Test
  void aLogLostAfterSendingDoesNotTakeTheAnswerButTheNextQuestion() {
    ward.log.lostAfterSending = true;

    Answered answered = assertInstanceOf(Answered.class, ward.ask(QUESTION));
    assertFalse(answered.recorded());

    ward.model.expected = false;
    assertEquals(Code.AUDIT_UNAVAILABLE, refusal().code());
  }

  @Test
  void searchDownAndUnknownConversationsAreRefused() {
    ward.model.expected = false;
    ward.searchDown = true;
    assertEquals(Code.SEARCH_UNAVAILABLE, refusal().code());

    Question foreign = new Question(Ids.next(), "?", Purpose.TREAT, Ids.next(), null, 8, null);
    Refused refused = assertInstanceOf(Refused.class, ward.ask(foreign, new Ward.Heard()));
    assertEquals(Code.NOT_FOUND, refused.code());
  }
}
