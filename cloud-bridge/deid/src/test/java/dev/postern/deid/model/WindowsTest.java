package dev.postern.deid.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.deid.model.Windows.Window;
import dev.postern.deid.model.WordPieces.Pieces;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowsTest {

  private final WordPieces pieces = new WordPieces(new Artefact().lines(Artefact.VOCABULARY));

  @Test
  void aShortTextIsOneWindow() {
    assertEquals(List.of(new Window(0, 6, 0, 6)), windows("He sleeps. She reads."));
  }

  @Test
  void aWindowEndsWithASentenceAndNotWithAnInitial() {
    String sentence = "Mr. J. Doe was seen in the clinic and was well. ";
    for (Window window : windows(sentence.repeat(30))) {
      assertEquals(0, window.start() % 14, window.toString());
    }
  }

  @Test
  void everyPieceIsReadExactlyOnceAndInsideItsWindowWhateverTheText() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      for (int words = random.nextInt(900); words > 0; words--) {
        text.append(random.nextInt(60) == 0 ? "end. " : random.nextInt(90) == 0 ? "x\n" : "and ");
      }
      Pieces read = pieces.of(text.toString());
      int next = 0;
      for (Window window : Windows.of(text.toString(), read)) {
        assertEquals(next, window.from(), "seed " + seed);
        assertTrue(window.start() <= window.from() && window.to() <= window.end(), "seed " + seed);
        assertTrue(window.end() - window.start() <= Windows.LONGEST, "seed " + seed);
        next = window.to();
      }
      assertEquals(read.count, next, "seed " + seed);
    }
  }

  private List<Window> windows(String text) {
    return Windows.of(text, pieces.of(text));
  }
}
