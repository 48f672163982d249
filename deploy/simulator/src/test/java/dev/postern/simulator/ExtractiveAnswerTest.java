package dev.postern.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractiveAnswerTest {

  private static final String SOURCES =
      """
      Sources:

      [S1]
      Marfan syndrome is a disorder of connective tissue. Beta blockers are among the treatments for \
      Marfan syndrome, they slow the aorta's widening.
      [/S1]

      [S2]
      [PERSON_1] was seen on [DATE_1] in the cardiology clinic. The aortic root of [PERSON_1] measured \
      4.2 cm.
      [/S2]
      """;

  @Test
  void answersWithTheSentenceThatSharesMostWithTheQuestionAndItsMark() {
    String answer = answer("What are the treatments for Marfan syndrome?");
    assertTrue(
        answer.startsWith(
            "Beta blockers are among the treatments for Marfan syndrome, they slow the aorta's"
                + " widening. [S1]"),
        answer);
  }

  @Test
  void keepsBracketedTokensAsTheyAre() {
    String answer = answer("When was [PERSON_1] seen?");
    assertTrue(answer.contains("[PERSON_1] was seen on [DATE_1] in the cardiology clinic. [S2]"));
  }

  @Test
  void saysSoWhenNoSentenceSharesAnything() {
    assertEquals(ExtractiveAnswer.NOTHING, answer("Is parking free?"));
  }

  @Test
  void aStreamedAnswerIsCutInsideMarksAndTokensAndLosesNothing() {
    String text = "[PERSON_1]  naïve\nÄrztin 😀 [S1]";
    List<String> pieces = Completion.pieces(text);
    assertEquals(text, String.join("", pieces));
    assertTrue(pieces.stream().noneMatch(piece -> piece.contains("[S1]")), pieces.toString());
  }

  private static String answer(String question) {
    return ExtractiveAnswer.to(
        List.of(
            new ChatRequest.Message("system", "Answer from the sources."),
            new ChatRequest.Message("user", SOURCES + "\nQuestion: " + question)));
  }
}
