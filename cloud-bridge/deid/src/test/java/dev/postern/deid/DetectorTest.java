package dev.postern.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {

  private final Detector detector = Detector.ofRules();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What are the treatments for Marfan syndrome?",
        "Does Parkinson's disease respond to levodopa 100 mg? BP 120/80, strength 5/6, FEV1 3/4 of expected.",
        "A 34-year-old woman at 32 weeks of gestation with Graves' disease and HbA1c of 7.2% on Eliquis.",
        "Guillain-Barré syndrome, Hodgkin lymphoma, Barrett esophagus, Crohn disease, Wilson disease, Down syndrome.",
        "The GCS was 15, Gleason score 7, platelets 150000 per microliter, WBC 4.5-11.0, ratio 1/2.",
        "Vitamin D deficiency and hepatitis B. Type A influenza may cause fever for 5 days.",
        "In 2021 the guideline changed; stage IV disease, NCT01234567, PMID 12345678."
      })
  void medicineIsNobodysName(String text) {
    assertEquals(List.of(), detector.find(text, List.of()).spans(), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The SSN 123-45-6789 is on file.|SSN|123-45-6789",
        "His MRN: 998877 was wrong.|MRN|998877",
        "medical record number is A-55821-X today|MRN|A-55821-X",
        "Call (212) 555-0187 ext. 12 now|PHONE|(212) 555-0187 ext. 12",
        "fax: 212-555-0100.|FAX|212-555-0100",
        "write to j.doe+x@mail.example.org.|EMAIL|j.doe+x@mail.example.org",
        "see https://portal.example.org/p?id=7.|URL|https://portal.example.org/p?id=7",
        "from 192.0.2.17 again|IP|192.0.2.17",
        "from 2001:db8::ff00:42:8329 again|IP|2001:db8::ff00:42:8329",
        "seen on March 14th, 2021 by|DATE|March 14th, 2021",
        "seen 14-Mar-2021 by|DATE|14-Mar-2021",
        "seen 2021-03-14T10:11:12Z by|DATE|2021-03-14T10:11:12Z",
        "seen on 3/14 by us|DATE|3/14",
        "seen 03/14/21 by|DATE|03/14/21",
        "in March 2021 she|DATE|March 2021",
        "a 93-year-old man|AGE|93-year-old",
        "lives at 12 Maple Street, Apt 4 with|ADDRESS|12 Maple Street, Apt 4",
        "in Springfield, IL since|ADDRESS|Springfield, IL",
        "Springfield, IL 62701.|ZIP|62701",
        "Dr. Maria Lopez agreed|PERSON|Dr. Maria Lopez",
        "Mrs. K. agreed|PERSON|Mrs. K",
        "dr. lopez agreed|PERSON|dr. lopez",
        "patient Zofia Nowak agreed|PERSON|Zofia Nowak",
        "NOWAK, ZOFIA M was seen|PERSON|NOWAK, ZOFIA M",
        "Patient name: Quispe, Ximena|PERSON|Quispe, Ximena",
        "Mr. Parkinson has tremor|PERSON|Mr. Parkinson",
        "treated at Larkspur Medical Center for|ORGANISATION|Larkspur Medical Center",
        "member ID: XJH-4471-22 expired|PLAN_ID|XJH-4471-22",
        "card 4111 1111 1111 1111 was|ACCOUNT|4111 1111 1111 1111",
        "to DE89 3704 0044 0532 0130 00 by|ACCOUNT|DE89 3704 0044 0532 0130 00",
        "driver's license no. K123-4567 was|LICENCE|K123-4567",
        "VIN 1HGCM82633A004352 was|VEHICLE|1HGCM82633A004352",
        "pacemaker serial number: PZ-448812 is|DEVICE|PZ-448812",
        "username: jdoe_77 is|USERNAME|jdoe_77",
        "fingerprint id: FP-88213 is|BIOMETRIC|FP-88213"
      })
  void whatIdentifiesIsFound(String text, IdentifierType type, String value) {
    List<String> found = new ArrayList<>();
    for (Span span : detector.find(text, List.of()).spans()) {
      found.add(span.type() + " " + text.substring(span.start(), span.end()));
    }
    assertEquals(
        List.of(type + " " + value),
        found.stream().filter(one -> one.startsWith(type + " ")).toList(),
        found.toString());
  }

  @Test
  void offsetsAreCodePointsOfTheOriginalWithAnEmojiBeforeTheSpan() {
    Findings findings = detector.find("😀 MRN 998877", List.of());
    assertEquals(
        List.of(new Span(6, 12, IdentifierType.MRN, 0.95, Span.Layer.PATTERN)), findings.spans());
  }

  @Test
  void aNumberThatFailsItsCheckDigitsIsStillFoundByContext() {
    assertEquals(1, detector.find("SSN 000-12-3456", List.of()).counts().get(IdentifierType.SSN));
    assertEquals(
        1,
        detector
            .find("card number: 4111 1111 1111 1112", List.of())
            .counts()
            .get(IdentifierType.ACCOUNT));
  }

  @Test
  void aNameFoundOnceIsFoundInEveryTextThatLeavesWithIt() {
    List<Findings> findings =
        detector.findAll(
            List.of(
                Passage.of("Dr. Maria Quispe wrote."), Passage.of("Ask Quispe; QUISPE, M. knows.")),
            List.of());
    assertEquals(2, findings.get(1).counts().get(IdentifierType.PERSON));
    assertTrue(
        findings.get(1).spans().stream().allMatch(span -> span.layer() == Span.Layer.PROPAGATED));
  }

  @Test
  void everyFormOfAKnownIdentifierIsFound() {
    long seed = System.nanoTime();
    Samples samples = new Samples(seed);
    for (int round = 0; round < 500; round++) {
      Samples.Sample sample = samples.known();
      boolean[] covered =
          covered(sample.text(), detector.find(sample.text(), sample.known()).spans());
      int at = 0;
      for (String form : sample.planted()) {
        at = sample.text().indexOf(form, at);
        for (int i = at; i < at + form.length(); i++) {
          boolean counts = Character.isLetterOrDigit(sample.text().charAt(i));
          assertTrue(
              !counts || covered[i], () -> "seed " + seed + ": " + form + " in " + sample.text());
        }
      }
    }
  }

  @Test
  void digestsAreStable() {
    assertEquals(detector.digest(), Detector.ofRules().digest());
    assertTrue(detector.digest().matches("rules-\\d+:[0-9a-f]{12}"), detector.digest());
  }

  @Test
  void carriedSpansAreKept() {
    Span carried = new Span(0, 4, IdentifierType.PERSON, 0.7, Span.Layer.MODEL);
    assertEquals(
        List.of(carried),
        detector
            .findAll(List.of(new Passage("Joao came", List.of(carried))), List.of())
            .getFirst()
            .spans());
  }

  private static boolean[] covered(String text, List<Span> spans) {
    boolean[] covered = new boolean[text.length()];
    for (Span span : spans) {
      for (int i = text.offsetByCodePoints(0, span.start());
          i < text.offsetByCodePoints(0, span.end());
          i++) {
        covered[i] = true;
      }
    }
    return covered;
  }
}
