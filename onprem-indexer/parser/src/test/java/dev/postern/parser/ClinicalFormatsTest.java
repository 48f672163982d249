package dev.postern.parser;

import static dev.postern.parser.Asked.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each meaningful unit is a section with code and text, and the patient is told of. */
class ClinicalFormatsTest {

  private static final String ORU =
      String.join(
          "\r",
          "MSH|^~\\&|LAB|AURELIA|POSTERN|AURELIA|20260301083000||ORU^R01|m1|P|2.5",
          "PID|1||77001234^^^AURELIA^MR~123-45-6789^^^USA^SS||Kowalska^Anna^M||19610412|F|||"
              + "12 Elm Street^^Aurelia^NY^10021||(212) 555-0143^^PH",
          "NK1|1|Kowalski^Jan|SPO|12 Elm Street^^Aurelia|(212) 555-0199",
          "PV1|1|I|CARD^12||||lind^Lind^Sofia||||||||||||V77",
          "OBR|1|||4548-4^Hemoglobin A1c^LN",
          "OBX|1|NM|4548-4^Hemoglobin A1c^LN||7.2|%|4.0-5.6|H|||F|||20260301",
          "NTE|1||Repeat in three months \\T\\ adjust.\\.br\\Second line.",
          "OBR|2|||2951-2^Sodium^LN",
          "OBX|1|NM|2951-2^Sodium^LN||139|mmol/L|135-145||||F");

  @Test
  void eachOrderOfAnHl7ResultIsASectionWithCodeTextAndNotes() throws IOException {
    List<String> frames = parse('l', ORU);
    assertTrue(frames.contains("T HL7 ORU R01"), frames.toString());
    int first = frames.indexOf("B h2 Order: Hemoglobin A1c (LN 4548-4)");
    int second = frames.indexOf("B h2 Order: Sodium (LN 2951-2)");
    assertTrue(first > 0 && first < second, frames.toString());
    List<String> order = frames.subList(first, second);
    assertTrue(
        order.contains("B r0 Hemoglobin A1c (LN 4548-4) | 7.2 | % | 4.0-5.6 | H | 2026-03-01"),
        order.toString());
    assertTrue(
        order.contains("B p0 Repeat in three months & adjust.\nSecond line."), order.toString());
    assertEquals("E", frames.getLast());
  }

  @Test
  void thePatientOfAnHl7MessageIsToldOfWithRelativesAndThoseWhoTreat() throws IOException {
    String subject = subject(parse('l', ORU));
    for (String part :
        List.of(
            "{\"authority\":\"AURELIA\",\"identifier\":\"77001234\",\"type\":\"MRN\"}",
            "{\"authority\":\"USA\",\"identifier\":\"123-45-6789\",\"type\":\"SSN\"}",
            "{\"person\":0,\"type\":\"PERSON\",\"value\":\"Anna M Kowalska\"}",
            "{\"person\":0,\"type\":\"DATE\",\"value\":\"1961-04-12\"}",
            "{\"person\":0,\"type\":\"ADDRESS\",\"value\":\"12 Elm Street\"}",
            "{\"person\":0,\"type\":\"ZIP\",\"value\":\"10021\"}",
            "{\"person\":1,\"type\":\"PERSON\",\"value\":\"Jan Kowalski\"}",
            "{\"person\":1,\"type\":\"PHONE\",\"value\":\"(212) 555-0199\"}",
            "{\"user\":\"lind\",\"kind\":\"attending\",\"until\":null}")) {
      assertTrue(subject.contains(part), part + " in " + subject);
    }
  }

  @Test
  void eachMessageOfABatchConcernsItsOwnPatient() throws IOException {
    String other = ORU.replace("77001234", "77009999").replace("Anna", "Marta");
    List<String> frames =
        parse('l', "FHS|^~\\&|X\rBHS|^~\\&|X\r" + ORU + "\r" + other + "\rBTS|2\rFTS|1");
    assertEquals(List.of("C [0, 0]", "C [0, 1]"), kind(frames, "C"));
    assertEquals(2, kind(frames, "S").size());
  }

  @Test
  void malformedHl7IsToldByLineAndPathWithoutContent() throws IOException {
    String failure = parse('l', ORU + "\rKowalska is not a segment").getLast();
    assertTrue(failure.startsWith("F dev.postern.parser.Malformed\nline:10 segment\n"), failure);
    assertFalse(failure.contains("Kowalska"), failure);
    assertTrue(parse('l', "MSH|^~\\&|A|B").getLast().contains("line:1 MSH-9"));
    assertTrue(parse('l', "MSH|").getLast().contains("line:1 MSH-2"));
  }

  private static final String BUNDLE =
      """
      {"resourceType": "Bundle", "type": "document", "entry": [
       {"fullUrl": "urn:uuid:p1", "resource": {"resourceType": "Patient", "id": "p1",
         "identifier": [{"system": "https://aurelia.example/mrn", "value": "77001234"}],
         "name": [{"given": ["Anna"], "family": "Kowalska"}], "birthDate": "1961-04-12",
         "contact": [{"name": {"text": "Jan Kowalski"}}]}},
       {"resource": {"resourceType": "Observation", "status": "final",
         "code": {"coding": [{"system": "http://loinc.org", "code": "4548-4",
            "display": "Hemoglobin A1c"}]},
         "subject": {"reference": "urn:uuid:p1"},
         "valueQuantity": {"value": 7.2, "unit": "%"}}},
       {"resource": {"resourceType": "Condition", "subject": {"reference": "Patient/other"},
         "code": {"text": "Marfan syndrome"}}}]}
      """;

  @Test
  void eachResourceOfAFhirBundleIsASectionAboutItsPatient() throws IOException {
    List<String> frames = parse('j', BUNDLE);
    int observation = frames.indexOf("B h1 Observation: Hemoglobin A1c (LOINC 4548-4)");
    assertTrue(observation > 0, frames.toString());
    assertTrue(frames.contains("B p0 value quantity: 7.2 %"), frames.toString());
    assertTrue(frames.contains("B h1 Condition: Marfan syndrome"), frames.toString());
    assertEquals(List.of("C [0, 0]", "C [0, 1]"), kind(frames, "C"));
    String anna = subject(frames);
    assertTrue(anna.contains("\"Anna Kowalska\""), anna);
    assertTrue(anna.contains("{\"person\":1,\"type\":\"PERSON\",\"value\":\"Jan Kowalski\"}"));
    assertTrue(anna.contains("\"authority\":\"https://aurelia.example/mrn\""), anna);
    assertTrue(
        kind(frames, "S")
            .getLast()
            .contains(
                "{\"authority\":\"fhir:Patient\",\"identifier\":"
                    + "\"other\",\"type\":\"OTHER_ID\"}"));
  }

  @Test
  void fhirAsXmlReadsLikeFhirAsJson() throws IOException {
    String xml =
        """
        <?xml version="1.0"?>
        <Bundle xmlns="http://hl7.org/fhir"><entry><fullUrl value="urn:uuid:p1"/><resource>
        <Patient><id value="p1"/><identifier><system value="https://aurelia.example/mrn"/>
        <value value="77001234"/></identifier><name><family value="Kowalska"/>
        <given value="Anna"/></name></Patient></resource></entry>
        <entry><resource><Observation><status value="final"/><code><coding>
        <system value="http://loinc.org"/><code value="4548-4"/><display value="Hemoglobin A1c"/>
        </coding></code><subject><reference value="urn:uuid:p1"/></subject>
        <valueQuantity><value value="7.2"/><unit value="%"/></valueQuantity>
        </Observation></resource></entry></Bundle>
        """;
    List<String> frames = parse('x', xml);
    assertTrue(
        frames.contains("B h1 Observation: Hemoglobin A1c (LOINC 4548-4)"), frames.toString());
    assertTrue(frames.contains("B p0 value quantity: 7.2 %"), frames.toString());
    assertTrue(subject(frames).contains("\"Anna Kowalska\""), frames.toString());
    assertEquals("E", frames.getLast());
  }

  @Test
  void aBulkExportIsOneResourceALine() throws IOException {
    String line = "{\"resourceType\":\"Condition\",\"code\":{\"text\":\"%s\"}}\n";
    List<String> frames = parse('n', line.formatted("Asthma") + "\n" + line.formatted("Gout"));
    assertEquals(
        List.of("B h1 Condition: Asthma", "B h1 Condition: Gout"),
        frames.stream().filter(f -> f.startsWith("B h1")).toList());
    String failure = parse('n', line.formatted("Asthma") + "{\"Secret\": ").getLast();
    assertTrue(failure.contains("line:2 resource"), failure);
    assertFalse(failure.contains("Secret"), failure);
  }

  @Test
  void malformedFhirIsToldByLineAndPathWithoutContent() throws IOException {
    String failure = parse('j', "{\"resourceType\": \"Patient\",\n\"name\": Kowalska}").getLast();
    assertTrue(failure.contains("\nline:2 resource\n"), failure);
    assertFalse(failure.contains("Kowalska"), failure);
    assertTrue(parse('j', "{\"a\": 1}").getLast().contains("line:1 resourceType"));
  }

  @Test
  void theSectionsOfACcdaKeepNarrativeAndCodes() throws IOException {
    String cda =
        """
        <?xml version="1.0"?>
        <ClinicalDocument xmlns="urn:hl7-org:v3"><title>Discharge Summary</title>
        <recordTarget><patientRole><id root="2.16.840.1.113883.19" extension="77001234"/>
        <addr><streetAddressLine>12 Elm Street</streetAddressLine><city>Aurelia</city></addr>
        <telecom value="tel:(212) 555-0143"/>
        <patient><name><given>Anna</given><family>Kowalska</family></name>
        <birthTime value="19610412"/></patient></patientRole></recordTarget>
        <component><structuredBody><component><section>
        <code code="10160-0" codeSystem="2.16.840.1.113883.6.1" displayName="Medications"/>
        <title>Medications</title>
        <text><table><tbody><tr><td>Losartan</td><td>50 mg</td></tr></tbody></table>
        <paragraph>Taken <content>daily</content>.</paragraph></text>
        <entry><substanceAdministration><consumable><manufacturedProduct><manufacturedMaterial>
        <code code="52175" codeSystem="2.16.840.1.113883.6.88" displayName="losartan"/>
        </manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration></entry>
        </section></component></structuredBody></component></ClinicalDocument>
        """;
    List<String> frames = parse('x', cda);
    int at = frames.indexOf("B h2 Medications (Medications (LOINC 10160-0))");
    assertTrue(at > 0, frames.toString());
    assertEquals(
        List.of(
            "B r0 Losartan | 50 mg", "B p0 Taken daily.", "B p0 Codes: losartan (RxNorm 52175)"),
        frames.subList(at + 1, at + 4));
    assertTrue(frames.contains("T Discharge Summary"), frames.toString());
    assertTrue(subject(frames).contains("\"Anna Kowalska\""));
    assertTrue(subject(frames).contains("\"1961-04-12\""));
  }

  private static List<String> kind(List<String> frames, String kind) {
    return frames.stream().filter(f -> f.startsWith(kind + " ")).toList();
  }

  private static String subject(List<String> frames) {
    return kind(frames, "S").getFirst();
  }
}
