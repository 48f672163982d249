package dev.postern.deid.pseudonym;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.deid.Detector;
import dev.postern.deid.Findings;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Passage;
import dev.postern.deid.Samples;
import dev.postern.deid.restore.StreamRestorer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeidentifierTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);
  private static final KnownIdentifier ANNA =
      new KnownIdentifier(IdentifierType.PERSON, "Anna Quispe", "p1", "h");
  private static final KnownIdentifier TOMAS =
      new KnownIdentifier(IdentifierType.PERSON, "Tomas Quispe", "p2", "h");

  private final Detector detector = Detector.ofRules();
  private MemoryTokenStore store = new MemoryTokenStore();

  private Deidentified.Replaced replaced(Mode mode, List<KnownIdentifier> known, String... texts) {
    List<Findings> findings =
        detector.findAll(List.of(texts).stream().map(Passage::of).toList(), known);
    Deidentified done =
        new Deidentifier(CLOCK, new Random(7))
            .apply(mode, List.of(texts), findings, known, store, new IndexKey(new byte[32], "t/c"));
    return assertInstanceOf(Deidentified.Replaced.class, done);
  }

  private String one(Mode mode, List<KnownIdentifier> known, String text) {
    return replaced(mode, known, text).texts().getFirst();
  }

  @Test
  void allFormsOfOnePersonAreOneTokenAndTitlesStay() {
    assertEquals(
        "Mrs. [PERSON_1]'s note: [PERSON_1]; [PERSON_1] and [PERSON_1].",
        one(
            Mode.PSEUDONYMS,
            List.of(ANNA),
            "Mrs. Quispe's note: QUISPE, ANNA; Anna Quispe and A. Quispe."));
    assertEquals("Anna Quispe", store.tokens().getFirst().value());
  }

  @Test
  void twoPeopleWithOneSurnameNeverMerge() {
    assertEquals(
        "[PERSON_1] and [PERSON_2]; then [PERSON_3] alone; [PERSON_2].",
        one(
            Mode.PSEUDONYMS,
            List.of(ANNA, TOMAS),
            "Anna Quispe and Tomas Quispe; then Quispe alone; Quispe, Tomas."));
  }

  @Test
  void aTokenKeepsItsMeaningThroughTheConversation() {
    String first = one(Mode.PSEUDONYMS, List.of(), "Dr. Maria Achterberg called.");
    List<KnownIdentifier> vault =
        store.tokens().stream().flatMap(token -> token.known().stream()).toList();
    assertEquals("Dr. [PERSON_1] called.", first);
    assertEquals(
        "What did [PERSON_1] say?", one(Mode.PSEUDONYMS, vault, "What did Achterberg say?"));
  }

  @Test
  void numbersWithOtherSeparatorsAndDatesInOtherNotationsAreTheSame() {
    assertEquals(
        "MRN [MRN_1] or MRN [MRN_1] on [DATE_1], i.e. [DATE_1].",
        one(
            Mode.PSEUDONYMS,
            List.of(),
            "MRN 55-8821 or MRN 558821 on 2021-03-14, i.e. March 14, 2021."));
  }

  @Test
  void whatLooksLikeATokenInATextGetsOneOfItsOwn() {
    assertEquals(
        "[OTHER_ID_1] and [PERSON_1]",
        one(Mode.PSEUDONYMS, List.of(ANNA), "[PERSON_1] and Anna Quispe"));
    assertEquals("[PERSON_1]", store.tokens().getFirst().value());
  }

  @Test
  void tokensAreOrdinalsAndTheIndexNeverShows() {
    one(Mode.PSEUDONYMS, List.of(ANNA), "Anna Quispe");
    assertEquals("[PERSON_1]", store.tokens().getFirst().token().text());
    IndexKey key = new IndexKey(new byte[32], "t/c1");
    assertNotEquals(
        key.of(IdentifierType.PERSON, "anna"),
        new IndexKey(new byte[32], "t/c2").of(IdentifierType.PERSON, "anna"));
    assertNotEquals(key.of(IdentifierType.PERSON, "anna"), key.of(IdentifierType.MRN, "anna"));
  }

  @Test
  void anEchoComesBackByteForByteUnderAnyChunking() {
    long seed = System.nanoTime();
    Samples samples = new Samples(seed);
    for (int round = 0; round < 200; round++) {
      String text = samples.patterned().text();
      store = new MemoryTokenStore();
      Deidentified.Replaced replaced = replaced(Mode.PSEUDONYMS, List.of(), text);
      String wire = replaced.texts().getFirst();
      Map<String, String> live = store.live(wire);
      StreamRestorer restorer = new StreamRestorer(live);
      StringBuilder back = new StringBuilder();
      for (int at = 0; at < wire.length(); ) {
        int end = Math.min(wire.length(), at + 1 + samples.below(9));
        back.append(restorer.push(wire.substring(at, end)));
        at = end;
      }
      back.append(restorer.finish());
      assertEquals(text, back.toString(), "seed " + seed);
    }
  }

  @Test
  void onlyTokensOfTheRequestAreLive() {
    one(Mode.PSEUDONYMS, List.of(ANNA, TOMAS), "Anna Quispe, Tomas Quispe");
    assertEquals(
        Map.of("[PERSON_2]", "Tomas Quispe"), store.live("{\"text\":\"[PERSON_2] [PERSON_9]\"}"));
  }

  @Test
  void safeHarborKeepsYearsAreasAndAgeClassesAndNothingElse() {
    String text =
        one(
            Mode.SAFE_HARBOR,
            List.of(ANNA),
            "Anna Quispe, 93 years old, seen March 14, 2021 in Springfield, OH 45501, MRN: 55821.");
    assertTrue(
        text.matches(
            "\\[PERSON_[A-Z]{6}\\], 90 or older, seen 2021 in \\[ADDRESS_[A-Z]{6}\\] 455\\*\\*, MRN: \\[MRN_[A-Z]{6}\\]\\."),
        text);
    assertEquals(List.of(), store.tokens());
  }

  @Test
  void safeHarborHidesSmallAreasAndYearsThatTellAgesOver89() {
    assertEquals("OH 000**", one(Mode.SAFE_HARBOR, List.of(), "OH 03601"));
    assertTrue(one(Mode.SAFE_HARBOR, List.of(), "DOB 03/14/1936").startsWith("DOB [DATE_"));
    assertEquals("DOB 1937", one(Mode.SAFE_HARBOR, List.of(), "DOB 03/14/1937"));
    assertEquals(23, SafeHarbor.SMALL_ZIP3.size());
  }

  @Test
  void safeHarborCodesAreConsistentWithinOneDisclosureOnly() {
    String text = one(Mode.SAFE_HARBOR, List.of(ANNA), "Anna Quispe; QUISPE");
    assertEquals(text.substring(0, 15), text.substring(17, 32));
    List<Findings> findings = List.of(detector.find("Anna Quispe", List.of(ANNA)));
    Deidentifier other = new Deidentifier(CLOCK, new Random(8));
    Deidentified again =
        other.apply(
            Mode.SAFE_HARBOR,
            List.of("Anna Quispe"),
            findings,
            List.of(ANNA),
            store,
            new IndexKey(new byte[32], "t/c"));
    assertNotEquals(
        text.substring(0, 15),
        assertInstanceOf(Deidentified.Replaced.class, again).texts().getFirst());
  }

  @Test
  void modeNoneListsWhatItKeeps() {
    Deidentified.Replaced kept = replaced(Mode.NONE, List.of(ANNA), "Anna Quispe");
    assertEquals(List.of("Anna Quispe"), kept.texts());
    assertEquals(List.of(new Deidentified.Kept(IdentifierType.PERSON, "Anna Quispe")), kept.kept());
    assertFalse(kept.kept().toString().contains("Anna"));
  }
}
