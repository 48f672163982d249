package dev.postern.deid.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.deid.Detector;
import dev.postern.deid.Findings;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.Passage;
import dev.postern.deid.Span;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelTest {

  private static final OnnxModel MODEL = new OnnxModel(1);

  private final Detector detector = Detector.with(MODEL);

  @AfterAll
  static void close() {
    MODEL.close();
  }

  @Test
  void aNameThatNothingButItsSentenceGivesAwayIsFoundInEveryCase() {
    for (String text :
        List.of(
            "Yesterday Oluwaseun Brzezicki fell down the stairs.",
            "yesterday oluwaseun brzezicki fell down the stairs.",
            "YESTERDAY OLUWASEUN BRZEZICKI FELL DOWN THE STAIRS.")) {
      assertTrue(Detector.ofRules().find(text, List.of()).spans().isEmpty(), text);
      Span span = detector.find(text, List.of()).spans().getFirst();
      assertEquals(IdentifierType.PERSON, span.type(), text);
      assertEquals("Oluwaseun Brzezicki".length(), span.end() - span.start(), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Is Eliquis safe in a 34-year-old woman with Parkinson's disease and a Gleason score of 7?",
        "BP 120/80, strength 5/5, at 32 weeks, metformin 500 mg twice daily, HbA1c 7.2%.",
        "The AHA guideline of 2021 recommends apixaban over warfarin in the United States.",
        "Murphy's sign was negative; Crohn's disease and Hashimoto's thyroiditis were ruled out.",
        "What does the Wells score say about pulmonary embolism?"
      })
  void whatMedicineNeedsStays(String text) {
    assertEquals(
        List.of(),
        detector.find(text, List.of()).spans().stream().filter(s -> !s.uncertain()).toList());
  }

  @Test
  void aLongTextIsReadToItsEnd() {
    String text =
        "The wound was clean and dry. ".repeat(400)
            + "Then Zbigniew Achterberg was discharged home.";
    Span span = detector.find(text, List.of()).spans().getLast();
    assertEquals("Zbigniew Achterberg", text.substring(span.start(), span.end()));
  }

  @Test
  void aTextThatThisDetectorHasReadIsReadByTheRulesAlone() {
    String text = "Yesterday Oluwaseun Brzezicki fell; MRN 998877.";
    Findings findings =
        detector
            .findAll(List.of(Passage.readBy(detector.digest(), text, List.of())), List.of())
            .getFirst();
    assertEquals(List.of(IdentifierType.MRN), findings.spans().stream().map(Span::type).toList());
  }

  @Test
  void theDigestNamesRulesAndWeights() {
    assertTrue(
        detector.digest().matches("rules-\\d+:[0-9a-f]{12}\\+[0-9a-f]{12}"), detector.digest());
  }

  @Test
  void aModelThatIsNotTheOneListedIsNeverUsed() {
    Artefact changed =
        new Artefact(
            file -> {
              byte[] content = Artefact.resource(file);
              if (file.equals(Artefact.WEIGHTS)) {
                content[content.length / 2] ^= 1;
              }
              return content;
            });
    try (OnnxModel other = new OnnxModel(1, changed)) {
      assertThrows(IllegalStateException.class, () -> Detector.with(other).find("any", List.of()));
    }
  }

  @Test
  void aModelThatIsMissingFailsEveryReading() {
    Artefact missing =
        new Artefact(
            file -> {
              if (file.equals(Artefact.WEIGHTS)) {
                throw new IllegalStateException("missing: " + file);
              }
              return Artefact.resource(file);
            });
    try (OnnxModel none = new OnnxModel(1, missing)) {
      Detector without = Detector.with(none);
      assertThrows(IllegalStateException.class, () -> without.find("any", List.of()));
      assertThrows(IllegalStateException.class, () -> without.find("any", List.of()));
    }
  }
}
