package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bridge.disclosure.DisclosurePolicy.History;
import dev.postern.bridge.disclosure.Outcome.Answered;
import dev.postern.bridge.disclosure.Outcome.Refused;
import dev.postern.bridge.disclosure.Prompt.Message;
import dev.postern.bridge.disclosure.Prompt.Role;
import dev.postern.deid.IdentifierType;
import dev.postern.runtime.ids.Ids;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions of chat clients, which bring what was said before. */
class ChatTest {
  private static final String QUESTION = "Which dose of apixaban does Marta Lindqvist take?";
  private static final Message SYSTEM =
      new Message(Role.SYSTEM, "You help Dr. Viggo Sandahl. Answer in one sentence.");
  private static final List<Message> TURN =
      List.of(
          new Message(Role.USER, "Is Dr. Viggo Sandahl on duty for Marta Lindqvist?"),
          new Message(Role.ASSISTANT, "Yes, call 617-555-0142 [S1]."));

  private final Ward ward = new Ward();

  @AfterEach
  void close() {
    ward.close();
  }

  @Test
  void whatAClientBringsLeavesWithoutIdentifiersInItsOrder() {
    Ward.Heard heard = new Ward.Heard();

    ward.ask(chat(QUESTION, null, TURN, false), heard);

    String body = ward.model.body();
    assertFalse(body.contains("Lindqvist") || body.contains("Sandahl"), body);
    assertFalse(body.contains("555-0142"), body);
    assertTrue(body.contains("Is Dr. [PERSON_1] on duty for [PERSON_2]?"), body);
    assertTrue(body.contains("Which dose of apixaban does [PERSON_2] take?"), body);
    assertTrue(body.contains("Yes, call [PHONE_1] (S1)."), body);
    assertTrue(body.indexOf("on duty") < body.indexOf("Yes, call"), body);
    assertTrue(body.indexOf("Yes, call") < body.indexOf("Sources:"), body);
  }

  @Test
  void theSameChatSentAgainGivesEverybodyTheSameToken() {
    ward.ask(chat("Is Dr. Viggo Sandahl on duty for Marta Lindqvist?", null, List.of(), false));
    assertTrue(ward.model.body().contains("[PERSON_1] on duty for [PERSON_2]"));

    ward.ask(chat(QUESTION, null, TURN, false));

    assertTrue(ward.model.body().contains("[PERSON_1] on duty for [PERSON_2]"));
  }

  @Test
  void theClientsSystemPromptIsCheckedLikeAnyOtherTextAndStandsBelowTheRules() {
    ward.ask(chat(QUESTION, null, List.of(SYSTEM), false));

    String body = ward.model.body();
    assertFalse(body.contains("Sandahl"), body);
    assertTrue(body.contains("You help Dr. [PERSON_1]. Answer in one sentence."), body);
    assertTrue(body.indexOf("from the sources given") < body.indexOf("Answer in one"), body);

    ward.leaking.add("one sentence");
    ward.model.expected = false;
    Refused refused =
        assertInstanceOf(Refused.class, ward.ask(chat(QUESTION, null, List.of(SYSTEM), false)));
    assertEquals(Code.RESIDUAL_IDENTIFIERS, refused.code());
  }

  @Test
  void policyHearsThatNobodyKnowsTheLabelsOfWhatAClientBrings() {
    ward.ask(chat(QUESTION, null, List.of(SYSTEM, TURN.getFirst(), TURN.getLast()), false));

    History history = Objects.requireNonNull(ward.asked).history();
    assertFalse(history.labelsKnown());
    assertEquals(1, history.turns());
    assertEquals(
        SYSTEM.text().length() + TURN.getFirst().text().length() + TURN.getLast().text().length(),
        history.characters());
    assertEquals(1, history.identifiers().byType().get(IdentifierType.PHONE));
  }

  @Test
  void inAConversationOfTheBridgeTokensStayAndTheClientsHistoryCounts() {
    UUID conversation =
        answered(chat("Which dose does Marta Lindqvist take?", null, List.of(), false));
    assertEquals(List.of(), ward.conversations.kept(conversation));

    ward.ask(chat("Is Dr. Viggo Sandahl hers?", conversation, TURN, false));

    assertTrue(
        ward.model.body().contains("Is Dr. [PERSON_2] on duty for [PERSON_1]?"), ward.model.body());
  }

  @Test
  void underAnAssumedPurposeNothingIsRestored() {
    Ward.Heard heard = new Ward.Heard();

    ward.ask(chat(QUESTION, null, List.of(), true), heard);

    assertEquals("She takes [PERSON_1]'s apixaban 5 mg [S1].", heard.text.toString());
  }

  private UUID answered(Question question) {
    return assertInstanceOf(Answered.class, ward.ask(question)).conversation();
  }

  private static Question chat(
      String text, @Nullable UUID conversation, List<Message> before, boolean assumed) {
    return new Question(
        Ids.next(),
        text,
        Purpose.TREAT,
        conversation,
        "azure-eu",
        8,
        null,
        new Question.Chat(before, Prompt.Wishes.NONE, assumed),
        null);
  }
}
