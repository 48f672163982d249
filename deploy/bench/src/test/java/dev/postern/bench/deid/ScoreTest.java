package dev.postern.bench.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.bench.deid.LabelledText.Gold;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {

  private final Score score = new Score();

  @Test
  void aTokenIsCaughtByAnyOfItsCharactersWhateverTheType() {
    add("Anna Quispe left", List.of(new Gold(0, 11, "NAME")), span(0, 4), span(6, 8));
    assertEquals(1, score.recall().value());
    assertEquals(1, score.precision().value());
  }

  @Test
  void functionAndLabelWordsAreNoLeakButCountStrictly() {
    add("Hospital of Wexley", List.of(new Gold(0, 18, "PLACE")), span(0, 8), span(12, 18));
    assertEquals(0, score.leaking);
    assertEquals(1, score.leakingStrictly);
    assertEquals(2.0 / 3, score.recall().value());
  }

  @Test
  void aCleanTextOfWhichAnythingIsTakenIsAltered() {
    add("take aspirin daily", List.of(), span(5, 12));
    add("take aspirin daily", List.of());
    assertEquals(1, score.cleanAltered);
    assertEquals(2, score.clean);
  }

  @Test
  void whatIsOnlyReportedCountsForNothing() {
    add(
        "Anna left",
        List.of(new Gold(0, 4, "NAME")),
        new Span(0, 4, IdentifierType.PERSON, 0.4, Span.Layer.MODEL));
    assertEquals(1, score.leaking);
  }

  @Test
  void theIntervalIsWilsons() {
    Share share = new Share(45, 832);
    assertEquals(0.0406, share.low(), 0.0001);
    assertEquals(0.0717, share.high(), 0.0001);
  }

  private void add(String text, List<Gold> gold, Span... spans) {
    score.add(new LabelledText("t", text, gold, List.of(), List.of()), List.of(spans));
  }

  private static Span span(int start, int end) {
    return new Span(start, end, IdentifierType.OTHER_ID, 0.9, Span.Layer.PATTERN);
  }
}
