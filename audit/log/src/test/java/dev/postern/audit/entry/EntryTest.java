package dev.postern.audit.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.audit.entry.InvalidEntry.Fault;
import dev.postern.audit.log.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EntryTest {
  private static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");

  @Test
  void anIntentHasTheGoldenBytes() throws IOException {
    assertEquals(golden("egress-intent.json"), utf8(Samples.intent().entry(Samples.BODY).leaf()));
  }

  @Test
  void aLeafReadsBackToTheSameBytes() {
    var leaf = Samples.intent().entry(Samples.BODY).leaf();
    assertArrayEquals(leaf, Entry.parse(leaf).leaf());
  }

  @Test
  void aLeafWithAnySingleBitFlippedIsAnotherEntryOrNone() {
    var leaf = Samples.intent().entry(Samples.BODY).leaf();
    for (int bit = 0; bit < leaf.length * 8; bit++) {
      var flipped = leaf.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      var read = readable(flipped);
      read.ifPresent(entry -> assertArrayEquals(flipped, entry.leaf()));
    }
  }

  @Test
  void whitespaceOrAnotherOrderIsNotCanonical() {
    var text = utf8(Samples.intent().entry(Samples.BODY).leaf());
    assertFault(Fault.NOT_CANONICAL, text.replaceFirst("\\{", "{ "));
    assertFault(Fault.NOT_CANONICAL, text.replace("\"v\":1}", "\"v\":1 }"));
    assertFault(Fault.NOT_CANONICAL, text.replace("\"wg0\"", "\"\\u0077g0\""));
  }

  @Test
  void anUnknownMemberIsRefused() {
    var text = utf8(Samples.intent().entry(Samples.BODY).leaf());
    assertFault(Fault.MALFORMED, text.replace("\"v\":1}", "\"v\":1,\"x\":1}"));
    assertFault(Fault.MALFORMED, text.replace("\"flag\":false", "\"flag\":false,\"more\":1"));
  }

  @Test
  void anUnknownTypeOrVersionIsRefused() {
    var text = utf8(Samples.intent().entry(Samples.BODY).leaf());
    assertFault(Fault.UNACCEPTABLE, text.replace("EGRESS_INTENT", "EGRESS_INTENSE"));
    assertFault(Fault.UNACCEPTABLE, text.replace("\"v\":1}", "\"v\":2}"));
  }

  @Test
  void aMemberThatItsTypeNeedsOrDoesNotHaveIsRefused() {
    var outcome = Samples.question().entry(EntryType.EGRESS_OUTCOME, Samples.INTENT, NOW);
    assertEquals(Fault.UNACCEPTABLE, assertThrows(InvalidEntry.class, outcome::build).fault());
    var denied =
        Samples.question()
            .entry(EntryType.EGRESS_DENIED, Samples.INTENT, NOW)
            .with(Member.DENIAL, new Denial("withheld", List.of("clearance")))
            .with(Member.RESTORE, true);
    assertEquals(Fault.UNACCEPTABLE, assertThrows(InvalidEntry.class, denied::build).fault());
  }

  @Test
  void anEntryOfExactlyTheLimitFitsAndOneByteMoreDoesNot() {
    int empty = documentWith(0, 0).leaf().length;
    int spare = Entry.LARGEST - empty;
    var full = documentWith(spare, 0);
    assertEquals(Entry.LARGEST, full.leaf().length);
    assertArrayEquals(full.leaf(), Entry.parse(full.leaf()).leaf());
    assertEquals(
        Fault.TOO_LARGE, assertThrows(InvalidEntry.class, () -> documentWith(spare, 1)).fault());
    assertEquals(
        Fault.TOO_LARGE,
        assertThrows(InvalidEntry.class, () -> Entry.parse(new byte[Entry.LARGEST + 1])).fault());
  }

  @Test
  void aSentenceDoesNotFitIntoACode() {
    assertThrows(InvalidEntry.class, () -> new Denial("John Doe has a fever", List.of()));
    assertThrows(InvalidEntry.class, () -> new Denial("x".repeat(256), List.of()));
    assertThrows(InvalidEntry.class, () -> new Denial("", List.of()));
  }

  @Test
  void onlyWhatConcernsTheWholeInstallationHasNoTenant() {
    assertThrows(
        InvalidEntry.class,
        () ->
            Entry.of(EntryType.NO_SOURCES, Samples.INTENT, NOW, null)
                .with(Member.QUESTION_ID, Samples.INTENT)
                .with(Member.ACTOR, new Actor("s", List.of(), null))
                .with(Member.PURPOSE, "TREAT")
                .build());
    var bundle =
        Entry.of(EntryType.POLICY_BUNDLE, Samples.INTENT, NOW, null)
            .with(Member.CHANGE, new Change("policy", "6", "7", List.of()))
            .build();
    assertArrayEquals(bundle.leaf(), Entry.parse(bundle.leaf()).leaf());
  }

  @Test
  void aReconciliationClosesAnIntentOrComparesUsageAndNeverBoth() throws IOException {
    var usage =
        new Usage(
            "azure-eu",
            NOW,
            NOW.plusSeconds(60),
            Usage.Result.COMPARED,
            4,
            2,
            2,
            1,
            List.of("apim-7", "at:2026-11-22T12:00:01Z"),
            List.of(41L));
    var compared =
        Entry.of(EntryType.RECONCILIATION, Samples.INTENT, NOW, null).with(Member.USAGE, usage);
    assertEquals(golden("usage.json"), utf8(compared.build().leaf()));
    assertEquals(usage, Entry.parse(compared.build().leaf()).get(Member.USAGE));
    var both = compared.with(Member.REF, 41L);
    assertEquals(Fault.UNACCEPTABLE, assertThrows(InvalidEntry.class, both::build).fault());
    var ofATenant =
        Entry.of(EntryType.RECONCILIATION, Samples.INTENT, NOW, "st-aurelia")
            .with(Member.USAGE, usage);
    assertEquals(Fault.UNACCEPTABLE, assertThrows(InvalidEntry.class, ofATenant::build).fault());
    var neither = Entry.of(EntryType.RECONCILIATION, Samples.INTENT, NOW, "st-aurelia");
    assertEquals(Fault.UNACCEPTABLE, assertThrows(InvalidEntry.class, neither::build).fault());
  }

  @Test
  void anIdIsAUuidOfVersionSeven() {
    assertThrows(
        InvalidEntry.class,
        () ->
            Entry.of(
                    EntryType.KILL_SWITCH,
                    UUID.fromString("0192a000-0000-4000-8000-000000000001"),
                    NOW,
                    null)
                .with(Member.CHANGE, new Change("egress", null, "stopped", List.of()))
                .build());
  }

  @Test
  void onlyItsOwnWriterMayWriteAType() {
    for (var type : EntryType.values()) {
      boolean question = type.name().startsWith("EGRESS") || type.name().startsWith("LOCAL");
      if (question || type == EntryType.NO_SOURCES) {
        assertEquals(List.of(Writer.BRIDGE), writersOf(type), type.name());
      }
      if (type.name().startsWith("DOCUMENT")) {
        assertEquals(List.of(Writer.INDEXER), writersOf(type), type.name());
      }
    }
    assertEquals(List.of(Writer.AUDIT), writersOf(EntryType.RECONCILIATION));
    assertEquals(List.of(Writer.AUDIT), writersOf(EntryType.LOG_RECOVERY));
    assertEquals(List.of(Writer.BRIDGE, Writer.INDEXER, Writer.AUDIT), writersOf(EntryType.ACCESS));
  }

  @Test
  void theBodyCommitmentIsSaltedAndBindsEveryByte() {
    var one = Commitments.body(Samples.SALT, Samples.BODY);
    assertEquals(
        Hash.sha256(
            "postern/body/v1\0".getBytes(StandardCharsets.UTF_8),
            Samples.SALT.bytes(),
            Samples.BODY),
        one);
    var other = Samples.BODY.clone();
    other[3] ^= 1;
    assertNotEquals(one, Commitments.body(Samples.SALT, other));
    assertNotEquals(one, Commitments.body(Salt.of(Samples.filled(8)), Samples.BODY));
  }

  /** Nothing but InvalidEntry may come out of the parser. */
  private static Optional<Entry> readable(byte[] leaf) {
    try {
      return Optional.of(Entry.parse(leaf));
    } catch (InvalidEntry e) {
      return Optional.empty();
    }
  }

  private static List<Writer> writersOf(EntryType type) {
    return List.of(Writer.values()).stream().filter(type::writableBy).toList();
  }

  private static Entry documentWith(int padding, int more) {
    return Entry.of(EntryType.DOCUMENT_INDEXED, Samples.INTENT, NOW, "st-aurelia")
        .with(
            Member.DOCUMENT,
            new DocumentRef(
                "d", "s", "internal", padded(padding, more), List.of(), 1, Map.of(), null, null))
        .build();
  }

  /** Labels that take exactly {@code bytes + more} bytes of canonical JSON. */
  private static List<String> padded(int bytes, int more) {
    var labels = new ArrayList<String>();
    int left = bytes + more;
    while (left > 1000) {
      labels.add("€".repeat(255));
      left -= 255 * 3 + "\"\",".length();
    }
    while (left > 300) {
      labels.add("x".repeat(100));
      left -= 100 + "\"\",".length();
    }
    if (left > 0) {
      labels.add("x".repeat(left - "\"\"".length()));
    }
    return labels;
  }

  private static void assertFault(Fault fault, String leaf) {
    var thrown =
        assertThrows(
            InvalidEntry.class, () -> Entry.parse(leaf.getBytes(StandardCharsets.UTF_8)), leaf);
    assertEquals(fault, thrown.fault());
  }

  static String golden(String name) throws IOException {
    try (var in = Objects.requireNonNull(EntryTest.class.getResourceAsStream("/golden/" + name))) {
      return utf8(in.readAllBytes()).stripTrailing();
    }
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
