package dev.postern.audit.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
  @Test
  void tilesAreNamedAsTheSpecificationNamesThem() {
    assertEquals("tile/0/x001/x234/067", TilePath.full(0, 1_234_067).toString());
    assertEquals("tile/2/000.p/1", TilePath.at(2, 0, 70_000).toString());
    assertEquals("tile/entries/273.p/112", TilePath.at(-1, 273, 70_000).toString());
    var all = TilePath.all(70_000);
    assertEquals(277, all.size());
    assertEquals(273, all.stream().filter(t -> t.level() == 0 && !t.partial()).count());
    assertTrue(all.contains(new TilePath(0, 273, 112)));
    assertTrue(all.contains(new TilePath(1, 1, 17)));
    assertTrue(all.contains(new TilePath(2, 0, 1)));
  }

  @Test
  void everyNameOfATileReadsBack() {
    for (long size : new long[] {1, 255, 256, 257, 65_536, 70_000, 300_000_000L}) {
      for (int level = -1; level < 4; level++) {
        if (TilePath.hashesAt(level, size) > 0) {
          long last = (TilePath.hashesAt(level, size) - 1) / 256;
          var path = TilePath.at(level, last, size);
          assertEquals(path, TilePath.parse(path.toString()));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/1000",
        "tile/0/x000/001",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/-01",
        "tile/0/../checkpoint",
        "tile/entry/000",
        "tile/0/x99999999999999999999/000",
        "tile/0/000.p/8/",
        "/tile/0/000",
        "tile/0/000 "
      })
  void whatIsNotATilesNameIsRefused(String path) {
    assertThrows(IllegalArgumentException.class, () -> TilePath.parse(path));
  }

  @Test
  void anEntryBundleHasTheGoldenBytes() {
    var entries = List.of(bytes("a"), bytes(""), bytes("bcd"));
    var golden = new byte[] {0, 1, 'a', 0, 0, 0, 3, 'b', 'c', 'd'};
    assertArrayEquals(golden, EntryBundle.encode(entries));
    var back = EntryBundle.decode(golden);
    assertEquals(3, back.size());
    assertArrayEquals(bytes("bcd"), back.get(2));
  }

  @Test
  void aBundleThatEndsWithinAnEntryIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> EntryBundle.decode(new byte[] {0}));
    assertThrows(IllegalArgumentException.class, () -> EntryBundle.decode(new byte[] {0, 2, 1}));
    assertThrows(
        IllegalArgumentException.class, () -> EntryBundle.encode(List.of(new byte[65_536])));
    assertEquals(
        65_535, EntryBundle.decode(EntryBundle.encode(List.of(new byte[65_535]))).get(0).length);
  }

  @Test
  void aCheckpointSignedBySomebodyElsesSoftwareVerifies() throws IOException {
    var note = SignedNote.parse(golden("checkpoint.txt"));
    var key = NoteKey.parse(golden("log.vkey"));
    assertEquals(
        new SignedNote.Verdict.Signed(List.of(key)), note.verify(List.of(key)), "one known key");
    var checkpoint = Checkpoint.parse(note.text());
    assertEquals("audit.example.org/gateway/prod-1", checkpoint.origin());
    assertEquals(70_000, checkpoint.size());
    assertEquals(note.text(), checkpoint.text());
    assertEquals(golden("checkpoint.txt"), note.format());
  }

  @Test
  void aNoteWithAnyBitFlippedIsNotSignedByTheKey() throws IOException {
    var key = NoteKey.parse(golden("log.vkey"));
    var bytes = bytes(golden("checkpoint.txt"));
    int end = golden("checkpoint.txt").indexOf("\n— witness");
    for (int bit = 0; bit < bytes(golden("checkpoint.txt").substring(0, end)).length * 8; bit++) {
      var flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(signedBy(key, new String(flipped, StandardCharsets.UTF_8)), "bit " + bit);
    }
  }

  @Test
  void aKnownKeysFalseSignatureRejectsTheNoteAndAnUnknownOneIsIgnored() {
    var log = new TestLog(3);
    var other = new TestLog(3);
    var text = log.checkpoint().text();
    var both = new SignedNote(text, List.of(log.signature(text), other.signature(text)));
    assertEquals(new SignedNote.Verdict.Signed(List.of(log.key)), both.verify(List.of(log.key)));
    var forged = new SignedNote(text, List.of(log.signature("else\n")));
    assertEquals(new SignedNote.Verdict.Forged(log.key), forged.verify(List.of(log.key)));
    var unknown = new SignedNote(text, List.of(other.signature(text)));
    assertInstanceOf(SignedNote.Verdict.Unsigned.class, unknown.verify(List.of(log.key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"has space", "has+plus", "", "has\u00a0nbsp", "has\nnewline"})
  void aKeysNameIsUnambiguous(String name) {
    assertThrows(IllegalArgumentException.class, () -> NoteKey.ed25519(name, new byte[32]));
  }

  @Test
  void aVkeyWhoseIdIsNotItsOwnIsRefused() throws IOException {
    var vkey = golden("log.vkey");
    assertEquals(vkey, NoteKey.parse(vkey).vkey() + "\n");
    assertThrows(
        IllegalArgumentException.class,
        () -> NoteKey.parse(vkey.replace("+8861fd91+", "+8861fd92+")));
  }

  @Test
  void aProofFileProvesItsEntryAndNoOther() throws IOException {
    var log = new TestLog(300);
    var path = new TreeReader(log.source(), 300).inclusion(257).path();
    var file = new TlogProof(257, path, log.sign(log.checkpoint())).format();
    var read = TlogProof.parse(file);
    assertEquals(file, read.format());
    assertTrue(read.proves(log.entries.get(257), List.of(log.key)));
    assertFalse(read.proves(log.entries.get(256), List.of(log.key)));
    assertFalse(read.proves(log.entries.get(257), List.of(new TestLog(1).key)));
    assertFalse(
        TlogProof.parse(file.replace("index 257", "index 256"))
            .proves(log.entries.get(257), List.of(log.key)));
    var more = file.replace("\nindex", "\nextra AAAA\nindex");
    assertEquals(Optional.of("AAAA"), TlogProof.parse(more).extra());
    assertEquals(more, TlogProof.parse(more).format());
    assertTrue(TlogProof.parse(more).proves(log.entries.get(257), List.of(log.key)));
    for (var extra : List.of("", " ", "AAA", "AAAA ", "A=AA", "not base64")) {
      var bad = file.replace("\nindex", "\nextra " + extra + "\nindex");
      assertThrows(IllegalArgumentException.class, () -> TlogProof.parse(bad), extra);
    }
  }

  @Test
  void everyFlippedBitOfAProofFileMakesItProveNothing() throws IOException {
    var log = new TestLog(300);
    var path = new TreeReader(log.source(), 300).inclusion(257).path();
    var file = bytes(new TlogProof(257, path, log.sign(log.checkpoint())).format());
    for (int bit = 0; bit < file.length * 8; bit++) {
      var flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(proves(flipped, log), "bit " + bit);
    }
  }

  private static boolean proves(byte[] file, TestLog log) {
    try {
      return TlogProof.parse(new String(file, StandardCharsets.UTF_8))
          .proves(log.entries.get(257), List.of(log.key));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a\n1\n", "a\n01\nx\n", "a\n-1\nx\n", "a b\n1\nx\n", "a\n1\nnot base64\n"})
  void whatIsNotACheckpointIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Checkpoint.parse(text));
  }

  private static boolean signedBy(NoteKey key, String note) {
    try {
      return SignedNote.parse(note).verify(List.of(key)) instanceof SignedNote.Verdict.Signed;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String golden(String name) throws IOException {
    try (var in =
        Objects.requireNonNull(FormatsTest.class.getResourceAsStream("/golden/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
