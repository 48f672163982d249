package dev.postern.deid.pseudonym;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.postern.deid.Detector;
import dev.postern.deid.Findings;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Passage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** People over the turns of a conversation, as more and more becomes known of them. */
class ConversationVaultTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);
  private static final List<KnownIdentifier> NOBODY = List.of();

  private final MemoryTokenStore store = new MemoryTokenStore();
  private final Detector detector = Detector.ofRules();

  @Test
  void aPersonMetBeforeKeepsTheTokenOnceARecordTellsAllTheirNames() {
    assertEquals("Seen by Dr. [PERSON_1].", turn(NOBODY, "Seen by Dr. Anna Quispe."));

    List<KnownIdentifier> record = record("p1", "Quispe, Anna Lucia", "Anna Quispe");

    assertEquals(
        "[PERSON_1] came; [PERSON_1]: [PERSON_1].",
        turn(record, "Anna Lucia Quispe came; A. Quispe: QUISPE, ANNA."));
    assertEquals("And [PERSON_1]?", turn(record, "And Anna Lucia Quispe?"));
    assertEquals("Anna Quispe", store.tokens().getFirst().value());
  }

  @Test
  void twoPeopleWithOneSurnameNeverMergeInAnyOrderOfTurns() {
    List<KnownIdentifier> anna = record("p1", "Anna Quispe");
    List<KnownIdentifier> tomas = record("p2", "Tomas Quispe");

    assertEquals("Is [PERSON_1] well?", turn(anna, "Is Anna Quispe well?"));
    assertEquals("Is [PERSON_2] well?", turn(tomas, "Is Tomas Quispe well?"));
    String both = turn(both(anna, tomas), "Is Mr. Quispe the husband of Anna Quispe?");
    assertEquals("Is Mr. [PERSON_3] the husband of [PERSON_1]?", both);
  }

  @Test
  void twoRecordsWithOneNameAreNotTakenForThePersonMetBefore() {
    turn(NOBODY, "Seen by Dr. Anna Quispe.");
    List<KnownIdentifier> both =
        both(
            record("p1", "Anna Lucia Quispe", "Anna Quispe"),
            record("p2", "Anna Maria Quispe", "Anna Quispe"));

    String lucia = turn(both, "Is Anna Lucia Quispe well?");
    String maria = turn(both, "Is Anna Maria Quispe well?");

    assertNotEquals(lucia, maria);
  }

  private static List<KnownIdentifier> record(String person, String... names) {
    return Stream.of(names)
        .map(name -> new KnownIdentifier(IdentifierType.PERSON, name, person, "h"))
        .toList();
  }

  private static List<KnownIdentifier> both(
      List<KnownIdentifier> one, List<KnownIdentifier> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  /** One turn: what is known now and what the vault knows, as the bridge's guard gives it. */
  private String turn(List<KnownIdentifier> record, String text) {
    List<KnownIdentifier> known = new ArrayList<>(record);
    store.tokens().forEach(token -> known.addAll(token.known()));
    List<Findings> findings = detector.findAll(List.of(Passage.of(text)), known);
    Deidentified done =
        new Deidentifier(CLOCK, new Random(7))
            .apply(
                Mode.PSEUDONYMS,
                List.of(text),
                findings,
                known,
                store,
                new IndexKey(new byte[32], "t/c"));
    return assertInstanceOf(Deidentified.Replaced.class, done).texts().getFirst();
  }
}
