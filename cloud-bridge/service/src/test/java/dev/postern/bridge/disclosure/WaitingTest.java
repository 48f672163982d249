package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bridge.disclosure.LanguageModel.Failed;
import dev.postern.bridge.disclosure.Outcome.Answered;
import dev.postern.bridge.disclosure.Outcome.Broken;
import dev.postern.bridge.disclosure.Outcome.Refused;
import dev.postern.runtime.ids.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call lasts no longer than somebody waits for its answer. */
class WaitingTest {
  private static final String TEXT = "Which dose of apixaban does Marta Lindqvist take?";

  private final Ward ward = new Ward();

  @AfterEach
  void close() {
    ward.close();
  }

  private static Question within(Duration most) {
    return new Question(Ids.next(), TEXT, Purpose.TREAT, null, null, 8, null).within(most);
  }

  @Test
  void aCallerWhoLeavesEndsTheCall() {
    Ward.Heard heard = new Ward.Heard();
    ward.model.midway = () -> heard.leave.run();

    assertInstanceOf(Broken.class, ward.ask(TEXT, heard));

    assertTrue(ward.story.contains("EGRESS_OUTCOME CANCELLED"), ward.story.toString());
  }

  @Test
  void aCallerWhoLeavesBeforeTheFirstWordIsNoReasonToTryElsewhere() {
    ward.decision = Ward.permittedOnBoth();
    Ward.Heard heard = new Ward.Heard();
    ward.model.failing.put("azure-eu", new Failed("unanswered", true));
    ward.model.whenCalled = () -> heard.leave.run();

    assertInstanceOf(Broken.class, ward.ask(TEXT, heard));

    assertEquals(List.of("azure-eu"), ward.model.calls);
    assertTrue(ward.story.contains("EGRESS_OUTCOME CANCELLED"), ward.story.toString());
  }

  @Test
  void nothingLeavesForAnAskerWhoseTimeIsOver() {
    ward.model.expected = false;
    ward.decisionTakes = Duration.ofSeconds(2);

    Refused refused =
        assertInstanceOf(Refused.class, ward.ask(within(Duration.ofSeconds(2)), new Ward.Heard()));

    assertEquals(Code.OVERLOADED, refused.code());
    assertTrue(ward.story.contains("EGRESS_DENIED overloaded"), ward.story.toString());
  }

  @Test
  void theCallGetsWhatIsLeftOfTheAskersTime() {
    ward.decisionTakes = Duration.ofSeconds(2);

    assertInstanceOf(Answered.class, ward.ask(within(Duration.ofSeconds(3)), new Ward.Heard()));

    assertEquals(
        List.of(Instant.parse("2026-11-22T10:00:03Z")),
        ward.model.waitedFor.stream().map(Waiting::until).toList());
  }

  @Test
  void itIsOverOnceForTheFirstReasonAndWhateverComesLaterIsStoppedAtOnce() {
    Waiting waiting = new Waiting(Instant.MAX);
    List<String> stopped = new ArrayList<>();
    waiting.whenOver(() -> stopped.add("call"));

    waiting.over(Waiting.End.CALLER_GONE);
    waiting.over(Waiting.End.EGRESS_STOPPED);
    waiting.whenOver(() -> stopped.add("reply"));

    assertEquals(Optional.of(Waiting.End.CALLER_GONE), waiting.end());
    assertEquals(List.of("call", "reply"), stopped);
  }

  @Test
  void aCallMayTakeWhatIsLeftAtMostItsOwnLongestAndNeverLessThanNothing() {
    Instant until = Instant.parse("2026-11-22T10:00:30Z");
    Waiting waiting = new Waiting(until);
    Duration most = Duration.ofSeconds(20);

    assertEquals(most, waiting.left(until.minusSeconds(30), most));
    assertEquals(Duration.ofSeconds(5), waiting.left(until.minusSeconds(5), most));
    assertEquals(Duration.ZERO, waiting.left(until.plusSeconds(1), most));
  }
}
