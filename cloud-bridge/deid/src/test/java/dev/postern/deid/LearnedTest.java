package dev.postern.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.deid.IdentifierModel.Guess;
import dev.postern.deid.IdentifierModel.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules make of a model's guesses; the model here guesses what it is told to. */
class LearnedTest {

  private static final double LIKELY = 0.8;

  private static class Told implements IdentifierModel {
    private final Map<String, Kind> phrases;

    Told(Map<String, Kind> phrases) {
      this.phrases = phrases;
    }

    @Override
    public List<Guess> read(String text) {
      List<Guess> guesses = new ArrayList<>();
      phrases.forEach(
          (phrase, kind) -> {
            int at = text.indexOf(phrase);
            if (at >= 0) {
              guesses.add(new Guess(at, at + phrase.length(), kind, LIKELY));
            }
          });
      guesses.sort(Comparator.comparing(Guess::start));
      return guesses;
    }

    @Override
    public String digest() {
      return "told";
    }
  }

  private static List<String> taken(String text, Map<String, Kind> phrases) {
    return Detector.with(new Told(phrases)).find(text, List.of()).spans().stream()
        .filter(span -> !span.uncertain())
        .map(span -> text.substring(span.start(), span.end()))
        .toList();
  }

  @Test
  void twoNamesReadAsOneFallApartAtThePrepositionBetweenThem() {
    assertEquals(
        List.of("Imogen", "Larkford"),
        taken(
            "She stays with Imogen in Larkford now.", Map.of("Imogen in Larkford", Kind.ADDRESS)));
  }

  @Test
  void theHeadingOfTheNextLineIsNoPartOfAnAddress() {
    assertEquals(
        List.of("9 Quill Mews, Larkford"),
        taken(
            "Home: 9 Quill Mews, Larkford\nRespiratory: clear",
            Map.of("9 Quill Mews, Larkford\nRespiratory", Kind.ADDRESS)));
    assertEquals(
        List.of("9 Quill Mews, Larkford"),
        taken(
            "Home: 9 Quill Mews, Larkford\n1. Rest",
            Map.of("9 Quill Mews, Larkford\n1", Kind.ADDRESS)));
  }

  @Test
  void aHouseWhoseNameBeginsWithAnAcronymIsOneEvenWhereTheModelIsLessSure() {
    assertEquals(
        List.of("QV Larkford"),
        taken("He was operated at QV Larkford again.", Map.of("QV Larkford", Kind.ORGANISATION)));
    assertEquals(List.of(), taken("He was given QVL again.", Map.of("QVL", Kind.ORGANISATION)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.6", "48.6", "1,206", "0·6"})
  void aPieceOfANumberIsNoIdentifier(String number) {
    String piece = number.substring(number.length() - 1);
    String text = "It rose to " + number + " there";
    int at = text.indexOf(number) + number.length() - 1;
    Told last =
        new Told(Map.of()) {
          @Override
          public List<Guess> read(String any) {
            return List.of(new Guess(at, at + piece.length(), Kind.ADDRESS, LIKELY));
          }
        };
    assertEquals(List.of(), Detector.with(last).find(text, List.of()).spans());
  }

  @Test
  void aShortNumberAloneIsNoDayAndAnOrdinalIs() {
    assertEquals(List.of(), taken("Seen at 5 again.", Map.of("5", Kind.DATE)));
    assertEquals(List.of("15th"), taken("Seen the 15th again.", Map.of("15th", Kind.DATE)));
  }

  @Test
  void germsAndLargeRegionsAreNoPersons() {
    assertEquals(
        List.of(),
        taken(
            "Cultures in the U.S. grew S. marcescens.",
            Map.of("S. marcescens", Kind.PERSON, "U.S", Kind.PERSON)));
    assertEquals(
        List.of("S. Marcesco"),
        taken("Then S. Marcesco called.", Map.of("S. Marcesco", Kind.PERSON)));
  }

  @Test
  void figuresMakeNoStudyOfSomebodysNote() {
    assertEquals(
        List.of("Larkford Teaching Hospital", "3/4/2024"),
        taken(
            "Randomised at Larkford Teaching Hospital on 3/4/2024. HR: 110, significant increase of"
                + " pain (n = 1).",
            Map.of("Larkford Teaching Hospital", Kind.ORGANISATION, "3/4/2024", Kind.DATE)));
  }

  @Test
  void aLowerCaseSurnameIsNoGerm() {
    assertEquals(
        List.of("J. achterberg"),
        taken("Then J. achterberg called.", Map.of("J. achterberg", Kind.PERSON)));
  }
}
