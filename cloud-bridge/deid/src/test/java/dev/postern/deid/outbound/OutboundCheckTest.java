package dev.postern.deid.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.deid.Detector;
import dev.postern.deid.Findings;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Samples;
import dev.postern.deid.Span;
import dev.postern.deid.pseudonym.Deidentified;
import dev.postern.deid.pseudonym.Deidentifier;
import dev.postern.deid.pseudonym.IndexKey;
import dev.postern.deid.pseudonym.MemoryTokenStore;
import dev.postern.deid.pseudonym.Mode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundCheckTest {

  private static final List<KnownIdentifier> KNOWN =
      List.of(
          new KnownIdentifier(IdentifierType.PERSON, "Anna Quispe", "p", "h"),
          new KnownIdentifier(IdentifierType.PERSON, "Tom White", "q", "h"),
          new KnownIdentifier(IdentifierType.MRN, "00558821", "p", "h"),
          new KnownIdentifier(IdentifierType.DATE, "1957-03-14", "p", "h"),
          new KnownIdentifier(
              IdentifierType.ADDRESS, "12 Larkspur Street, Wexcombe, OH 44123", "p", "h"));

  static String body(String text) {
    StringBuilder json =
        new StringBuilder("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"");
    for (char c : text.toCharArray()) {
      json.append(
          c == '"' || c == '\\'
              ? "\\" + c
              : c < 0x20 ? String.format("\\u%04x", (int) c) : String.valueOf(c));
    }
    return json.append("\"}]}").toString();
  }

  private static Verdict inspect(List<KnownIdentifier> known, String text) {
    return new OutboundCheck(known, List.of()).inspect(body(text).getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "QUISPE, Anna", "anna quispe", "A. Quispe", "Anna Q.", "mrs. quispe's", "Qu\u200bispe",
            "Ａnna Quispe", "annaquispe", "White", "TOM WHITE",
        "558821", "0055-8821", "3/14/57", "14 Mar 1957", "the 14th of March 1957", "19570314",
            "12 larkspur st.", "12 Larkspur Street", "WEXCOMBE", "44123",
        "Anna%20Quispe", "%41nna", "Qu&#105;spe", "\\u0041nna", "UXVpc3Bl==", "%2541nna",
            "x@mail.example.org", "123-45-6789", "(212) 555-0187", "March 5, 2021",
        "https://e.example/x", "192.0.2.7", "MRN 4471", "Dr. Haldorsen", "a 93-year-old man",
            "4111 1111 1111 1111", "DE89370400440532013000"
      })
  void whatIdentifiesIsSeenInEveryFormAndEncoding(String text) {
    Verdict.Residue residue =
        assertInstanceOf(Verdict.Residue.class, inspect(KNOWN, "see " + text + " there"));
    assertEquals("/messages/0/content", residue.places().getFirst().location());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[PERSON_1] has white blood cells of 4.5 and BP 120/80 on [DATE_12].",
        "Marfan syndrome at 32 weeks, 34-year-old, 5/6 strength, 150000 per microliter",
        "Dr. [PERSON_1] gave 100 mg; see [URL_1]. [PERSON_ABCDEF], 2021, 455**, 90 or older"
      })
  void whatIdentifiesNobodyIsClean(String text) {
    assertInstanceOf(Verdict.Clean.class, inspect(KNOWN, text));
  }

  @Test
  void aPersonCalledLikeATypeDoesNotMakeTokensResidue() {
    List<KnownIdentifier> person =
        List.of(new KnownIdentifier(IdentifierType.PERSON, "Lars Person", "p", null));
    assertInstanceOf(Verdict.Clean.class, inspect(person, "Ask [PERSON_1]."));
    assertInstanceOf(Verdict.Residue.class, inspect(person, "Ask Person."));
  }

  @Test
  void placesAreCodePointsOfTheDecodedStringAndNeverTheValue() {
    Verdict.Residue residue =
        assertInstanceOf(Verdict.Residue.class, inspect(KNOWN, "😀 see %41nna%20Quispe"));
    assertTrue(
        residue
            .places()
            .contains(new Verdict.Place(IdentifierType.PERSON, "/messages/0/content", 6, 21)));
    assertFalse(residue.toString().contains("Quispe"));
  }

  @Test
  void memberNamesAndNumbersAreReadToo() {
    OutboundCheck check = new OutboundCheck(KNOWN, List.of());
    assertInstanceOf(
        Verdict.Residue.class,
        check.inspect("{\"Anna Quispe\":1}".getBytes(StandardCharsets.UTF_8)));
    assertInstanceOf(
        Verdict.Residue.class, check.inspect("[558821]".getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\":1}x", "\"\\x\"", "[1,]", "{\"a\" 1}", "nul", "\"\n\""})
  void aBodyThatIsNotJsonIsUnreadable(String body) {
    assertInstanceOf(
        Verdict.Unreadable.class,
        new OutboundCheck(KNOWN, List.of()).inspect(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void bytesThatAreNotUtf8AndBottomlessNestingAreUnreadable() {
    OutboundCheck check = new OutboundCheck(KNOWN, List.of());
    assertInstanceOf(Verdict.Unreadable.class, check.inspect(new byte[] {'"', (byte) 0xC3, '"'}));
    assertInstanceOf(
        Verdict.Unreadable.class,
        check.inspect("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatTheModeKeepsIsNoResidue() {
    byte[] body = body("Seen by Anna Quispe today").getBytes(StandardCharsets.UTF_8);
    assertInstanceOf(
        Verdict.Clean.class, new OutboundCheck(KNOWN, List.of("Anna Quispe")).inspect(body));
    assertInstanceOf(
        Verdict.Residue.class, new OutboundCheck(KNOWN, List.of("Anna")).inspect(body));
  }

  @Test
  void aReplacerThatSkipsOneSpanIsCaughtAlways() {
    long seed = System.nanoTime();
    Samples samples = new Samples(seed);
    for (int round = 0; round < 600; round++) {
      Samples.Sample sample = round % 2 == 0 ? samples.known() : samples.patterned();
      Findings findings = Detector.ofRules().find(sample.text(), sample.known());
      List<Span> spans = new ArrayList<>(findings.spans());
      spans.remove(samples.below(spans.size()));
      String leaky = replace(sample, new Findings("x", spans));
      assertInstanceOf(
          Verdict.Residue.class,
          inspect(sample.known(), leaky),
          () -> "seed " + seed + ": " + leaky);
    }
  }

  @Test
  void aCompleteReplacementIsClean() {
    long seed = System.nanoTime();
    Samples samples = new Samples(seed);
    for (int round = 0; round < 600; round++) {
      Samples.Sample sample = round % 2 == 0 ? samples.known() : samples.patterned();
      Findings findings = Detector.ofRules().find(sample.text(), sample.known());
      List<KnownIdentifier> values = new ArrayList<>(sample.known());
      values.addAll(findings.values(sample.text()));
      String text = replace(sample, findings);
      assertInstanceOf(
          Verdict.Clean.class,
          inspect(values, text),
          () -> "seed " + seed + ": " + text + " from " + sample.text());
    }
  }

  private static String replace(Samples.Sample sample, Findings findings) {
    Deidentified done =
        new Deidentifier(Clock.systemUTC(), new Random(1))
            .apply(
                Mode.PSEUDONYMS,
                List.of(sample.text()),
                List.of(findings),
                sample.known(),
                new MemoryTokenStore(),
                new IndexKey(new byte[32], "c"));
    return assertInstanceOf(Deidentified.Replaced.class, done).texts().getFirst();
  }

  @Test
  void anEncodedIdentifierIsFoundWhereverItStarts() {
    for (int offset = 0; offset < 3; offset++) {
      String encoded =
          Base64.getEncoder()
              .encodeToString(
                  ("x".repeat(offset) + " Anna Quispe came").getBytes(StandardCharsets.UTF_8));
      assertInstanceOf(Verdict.Residue.class, inspect(KNOWN, "data:" + encoded), encoded);
    }
  }
}
