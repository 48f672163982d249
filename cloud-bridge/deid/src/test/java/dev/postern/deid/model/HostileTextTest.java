package dev.postern.deid.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.deid.Detector;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules and model together over what nobody writes in earnest, as long as a question may be. The
 * time-out is a guard against hanging, far above what any of these takes.
 */
@Timeout(300)
class HostileTextTest {

  private static final int LONGEST_QUESTION = 8_000;
  private static final String PLANTED = "415-555-0134";

  private static final OnnxModel MODEL = new OnnxModel(1);

  private final Detector detector = Detector.with(MODEL);

  @AfterAll
  static void close() {
    MODEL.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "a",
        "A ",
        "1-",
        "a@",
        ".",
        "MRN: ",
        "Dr. ",
        "March ",
        "Aa ",
        "de la ",
        "\ud83d",
        "\u0301",
        "\u202e",
        "[PERSON_1] ",
        "[[PERSON_1",
        "שלום ",
        "Kоwаlskа ",
        "漢字",
        "\u0000"
      })
  void whatStandsInTheMiddleOfAnythingIsTakenOutWhole(String unit) {
    String half = unit.repeat(LONGEST_QUESTION / 2 / unit.length());
    String text = half + " \n" + PLANTED + "\n " + half;
    int at = text.codePointCount(0, text.indexOf(PLANTED));
    List<Span> spans = detector.find(text, List.of()).spans();
    int end = text.codePointCount(0, text.length());
    int free = 0;
    boolean[] covered = new boolean[end];
    for (Span span : spans) {
      assertTrue(span.start() >= free && span.end() <= end, "in order, inside the text");
      free = span.end();
      for (int i = span.start(); i < span.end() && !span.uncertain(); i++) {
        covered[i] = true;
      }
    }
    for (int i = at; i < at + PLANTED.length(); i++) {
      assertTrue(covered[i], "a partial mask");
    }
  }

  @Test
  void aHundredThousandIdentifiersAreLookedForBesideTheModel() {
    List<KnownIdentifier> known = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      known.add(
          new KnownIdentifier(IdentifierType.MRN, String.valueOf(700_000_000 + i), "p", null));
    }
    assertEquals(1, detector.find("Chart 700099999 came.", known).counts().get(IdentifierType.MRN));
  }
}
