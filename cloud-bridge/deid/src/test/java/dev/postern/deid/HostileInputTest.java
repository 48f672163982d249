package dev.postern.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time-out is a guard against hanging, far above what any of these takes. */
@Timeout(600)
class HostileInputTest {

  private final Detector detector = Detector.ofRules();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "a",
        "A ",
        "1-",
        "a@",
        "a.",
        ".",
        "MRN: ",
        "Dr. ",
        "12 A ",
        "1:",
        "March ",
        "x@y.",
        "(",
        "Aa ",
        "%41",
        "de la ",
        "\ud83d",
        "\u0301",
        "\u202e",
        "ID 1 ",
        "St. A's "
      })
  void twoMegabytesOfAnythingAreReadToTheEnd(String unit) {
    String text = unit.repeat(2_000_000 / unit.length());
    assertNotNull(detector.find(text, List.of()));
  }

  @Test
  void aHundredThousandIdentifiersAreLookedForAtOnce() {
    Samples samples = new Samples(1);
    List<KnownIdentifier> known = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      known.add(new KnownIdentifier(IdentifierType.MRN, samples.digits(9), "p" + i, null));
    }
    known.add(new KnownIdentifier(IdentifierType.PERSON, "Ingeborg Achterberg", "q", null));
    assertEquals(
        1,
        detector
            .find("Then ACHTERBERG, INGEBORG came.", known)
            .counts()
            .get(IdentifierType.PERSON));
  }

  @Test
  void rightToLeftAndMixedScriptsKeepTheirOffsets() {
    String text = "\u202bשלום\u202c Dr. Kоwalska מרפאה";
    Span span = detector.find(text, List.of()).spans().getFirst();
    assertEquals("Dr. Kоwalska", text.substring(span.start(), span.end()));
  }

  @Test
  void nothingThatIsPrintedShowsContent() {
    assertFalse(
        new KnownIdentifier(IdentifierType.PERSON, "Anna Quispe", "Anna", "h")
            .toString()
            .contains("Anna"));
    assertFalse(Passage.of("Anna Quispe").toString().contains("Anna"));
    assertFalse(
        PersonName.parse("Anna Quispe")
            .toString()
            .toLowerCase(java.util.Locale.ROOT)
            .contains("anna"));
  }
}
