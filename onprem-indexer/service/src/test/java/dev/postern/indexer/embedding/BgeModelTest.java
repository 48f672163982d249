package dev.postern.indexer.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.indexer.ingest.Embedder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BgeModelTest {

  private static BgeTokenizer tokenizer;
  private static BgeModel model;

  @BeforeAll
  static void load() throws Exception {
    tokenizer = new BgeTokenizer(Path.of("target", "djl").toAbsolutePath());
    model = new BgeModel(tokenizer);
  }

  @AfterAll
  static void close() throws Exception {
    model.close();
    tokenizer.close();
  }

  @Test
  void vectorsAreOfUnitLength() {
    float[] vector = model.passage("Aortic root dilatation in Marfan syndrome.");
    assertEquals(Embedder.DIMENSIONS, vector.length);
    assertEquals(1.0, cosine(vector, vector), 1e-5);
  }

  @Test
  void aPassageThatAnswersIsNearerThanOneThatDoesNot() {
    float[] question = model.query("What are the treatments for Marfan syndrome?");
    double answer =
        cosine(
            question,
            model.passage(
                "Beta blockers slow the heart rate and are used in Marfan syndrome to protect the"
                    + " aorta; surgery replaces a dilated aortic root."));
    double other =
        cosine(question, model.passage("The cafeteria is open from eight to four on weekdays."));
    assertTrue(answer > other + 0.2, answer + " against " + other);
  }

  @Test
  void theSameTextHasTheSameVector() {
    assertArrayEquals(model.passage("insulin pump"), model.passage("insulin pump"));
  }

  @Test
  void aTextBeyondTheModelsLengthIsCutNotRefused() {
    assertEquals(Embedder.DIMENSIONS, model.passage("glucose ".repeat(5000)).length);
  }

  @Test
  void tokenEndsAreCharactersOfTheTextBehindAnEmojiToo() {
    String text = "😀 dose 5 mg";
    int[] ends = tokenizer.tokenEnds(text);
    assertEquals(text.length(), ends[ends.length - 1]);
    assertEquals("😀".length(), ends[0]);
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
