package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bridge.disclosure.LanguageModel.Failed;
import dev.postern.bridge.disclosure.Outcome.Answered;
import dev.postern.bridge.disclosure.Outcome.Broken;
import dev.postern.bridge.disclosure.Outcome.Refused;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider that fails before its first word is not the end; each attempt stands for itself. */
class FailoverTest {
  private static final String QUESTION = "Which dose of apixaban does Marta Lindqvist take?";

  private final Ward ward = new Ward();

  @BeforeEach
  void bothRoutesMayCarryIt() {
    ward.decision = Ward.permittedOnBoth();
  }

  @AfterEach
  void close() {
    ward.close();
  }

  private void failing(String route, String kind, boolean sent) {
    ward.model.failing.put(route, new Failed(kind, sent));
  }

  @Test
  void theNextRouteIsAskedUnderAnIntentAndAReceiptOfItsOwn() {
    failing("azure-eu", "status-429", true);

    Answered answered = assertInstanceOf(Answered.class, ward.ask(QUESTION));

    assertEquals("bedrock-eu", answered.disclosure().route());
    assertEquals(
        List.of(
            "EGRESS_INTENT",
            "kill switch read",
            "EGRESS_OUTCOME FAILED",
            "EGRESS_INTENT",
            "kill switch read",
            "sent",
            "EGRESS_OUTCOME ANSWERED",
            "caller hears Answered"),
        ward.story);
  }

  @Test
  void aStreamThatBreaksBeforeItsFirstWordIsTriedElsewhereAndToldAboutOnce() {
    ward.model.mute.add("azure-eu");
    Ward.Heard heard = new Ward.Heard();

    assertInstanceOf(Answered.class, ward.ask(QUESTION, heard));

    assertEquals(List.of("azure-eu", "bedrock-eu"), ward.model.calls);
    assertEquals(1, heard.disclosures);
  }

  @Test
  void afterTheFirstWordThereIsNoOtherRoute() {
    ward.model.cut = new Failed("cut", true);

    assertInstanceOf(Broken.class, ward.ask(QUESTION));

    assertEquals(List.of("azure-eu"), ward.model.calls);
  }

  @Test
  void whatAFilterStoppedIsNotTriedOnAnotherProvider() {
    failing("azure-eu", Failed.CONTENT_FILTER, true);

    assertInstanceOf(Broken.class, ward.ask(QUESTION));

    assertEquals(List.of("azure-eu"), ward.model.calls);
  }

  @Test
  void aRouteThatWasAskedForIsTheOnlyOne() {
    failing("azure-eu", "unreachable", false);

    Refused refused = assertInstanceOf(Refused.class, ward.ask(QUESTION, "azure-eu"));

    assertEquals(Code.PROVIDER_FAILED, refused.code());
    assertEquals(List.of("azure-eu"), ward.model.calls);
  }

  @Test
  void whereSomethingLeftTheLastOutcomeIsNoRefusalAndThePlaceIsKept() {
    failing("azure-eu", "status-503", true);
    failing("bedrock-eu", "unreachable", false);

    Broken broken = assertInstanceOf(Broken.class, ward.ask(QUESTION));

    assertEquals(Code.PROVIDER_FAILED, broken.code());
    assertEquals(1, ward.reserved.size());
    assertTrue(ward.story.contains("EGRESS_OUTCOME NOT_SENT"), ward.story.toString());
  }

  @Test
  void aLogThatIsLostBetweenTwoAttemptsEndsTheQuestionWithoutASecond() {
    ward.model.failing.put("azure-eu", new Failed("status-500", true));
    ward.model.whenCalled = () -> ward.log.down = true;

    assertInstanceOf(Broken.class, ward.ask(QUESTION));

    assertEquals(List.of("azure-eu"), ward.model.calls);
  }

  @Test
  void aKillSwitchThrownBetweenTwoAttemptsStopsTheSecond() {
    ward.model.failing.put("azure-eu", new Failed("status-500", true));
    ward.model.whenCalled = () -> ward.killSwitch.on = true;

    Broken broken = assertInstanceOf(Broken.class, ward.ask(QUESTION));

    assertEquals(Code.EGRESS_STOPPED, broken.code());
    assertEquals(List.of("azure-eu"), ward.model.calls);
  }

  @Test
  void aRouteThatKeepsFailingIsLeftAlone() {
    ward.health = ward.health(64, 2);
    failing("azure-eu", "status-500", true);

    for (int question = 0; question < 3; question++) {
      assertInstanceOf(Answered.class, ward.ask(QUESTION));
    }

    assertEquals(
        List.of("azure-eu", "bedrock-eu", "azure-eu", "bedrock-eu", "bedrock-eu"),
        ward.model.calls);
  }

  @Test
  void whereEveryRouteIsLeftAloneTheRefusalIsRecordedAndNothingLeaves() {
    ward.health = ward.health(64, 1);
    failing("azure-eu", "unreachable", false);
    failing("bedrock-eu", "unreachable", false);
    assertInstanceOf(Refused.class, ward.ask(QUESTION));
    ward.story.clear();

    Refused refused = assertInstanceOf(Refused.class, ward.ask(QUESTION));

    assertEquals(Code.PROVIDER_FAILED, refused.code());
    assertEquals(List.of("EGRESS_DENIED provider-failed", "caller hears Refused"), ward.story);
  }

  @Test
  void whatWasUsedIsCountedAndWhatWasNotSentIsGivenBack() {
    failing("azure-eu", "unreachable", false);
    long before = ward.tokensOfTheDay;

    assertInstanceOf(Answered.class, ward.ask(QUESTION));

    assertEquals(before - 15, ward.tokensOfTheDay);
  }

  @Test
  void withoutTokensLeftForTheDayNothingLeaves() {
    ward.model.expected = false;
    ward.tokensOfTheDay = 1;

    Refused refused = assertInstanceOf(Refused.class, ward.ask(QUESTION));

    assertEquals(Code.RATE_LIMITED, refused.code());
    assertEquals(1, ward.tokensOfTheDay);
  }
}
