package dev.postern.audit.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.audit.log.LogCheck.Result;
import dev.postern.audit.log.LogCheck.Result.Broken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LogCheckTest {
  private final TestLog log = new TestLog(600);

  @Test
  void anUntouchedLogIsProvenAtEverySize() throws IOException {
    for (int size : new int[] {0, 1, 2, 255, 256, 257, 511, 512, 600}) {
      var small = new TestLog(size);
      assertInstanceOf(Result.Proven.class, check(small), "size " + size);
    }
  }

  @Test
  void aLogOverTwoFullLevelsIsProven() throws IOException {
    assertInstanceOf(Result.Proven.class, check(new TestLog(70_000)));
  }

  @Test
  void aFlippedByteInAnyFileIsNamedByThatFile() throws IOException {
    for (var entry : new TreeMap<>(log.files).entrySet()) {
      var file = entry.getKey();
      var bytes = entry.getValue();
      int at = bytes.length / 2;
      bytes[at] ^= 1;
      var broken = assertInstanceOf(Broken.class, check(log), file);
      assertEquals(file, broken.file());
      bytes[at] ^= 1;
    }
  }

  @Test
  void everyFlippedBitOfASmallLogIsFound() throws IOException {
    var small = new TestLog(5);
    for (var bytes : small.files.values()) {
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        assertInstanceOf(Broken.class, check(small));
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
      }
    }
  }

  @Test
  void everyFlippedByteIsNamedByFileAndIndexWithWhatShouldBeThere() throws IOException {
    var small = new TestLog(300);
    for (var file : new TreeMap<>(small.files).entrySet()) {
      var bytes = file.getValue();
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] ^= 1;
        var broken = assertInstanceOf(Broken.class, check(small), file.getKey() + " " + at);
        bytes[at] ^= 1;
        var where = file.getKey() + " byte " + at + ": " + broken;
        assertEquals(file.getKey(), broken.file(), where);
        assertNotEquals(broken.expected(), broken.found(), where);
        var index = index(file.getKey(), bytes, at);
        if (index.isPresent()) {
          assertEquals(index.getAsLong(), broken.index(), where);
        }
      }
    }
  }

  /** The index of the hash or entry that a byte belongs to; a length may shift all that follow. */
  private static OptionalLong index(String file, byte[] bytes, int at) {
    if (file.equals("checkpoint")) {
      return OptionalLong.empty();
    }
    var path = TilePath.parse(file);
    if (path.level() != TilePath.ENTRIES) {
      return OptionalLong.of(path.first() + at / Hash.LENGTH);
    }
    int end = 0;
    for (int i = 0; ; i++) {
      int begin = end + 2;
      end = begin + (bytes[end] << 8 | bytes[end + 1]);
      if (at < end) {
        return at < begin ? OptionalLong.empty() : OptionalLong.of(path.first() + i);
      }
    }
  }

  @Test
  void aLogIsProvenUnderAnyPinnedVersionOfItsKeyAndUnderNoOther() throws IOException {
    var rotated = new TestLog(600);
    var both = List.of(rotated.key, log.key);
    assertInstanceOf(
        Result.Proven.class, new LogCheck(log.source(), both).run(Optional.empty(), n -> {}));
    assertInstanceOf(
        Result.Proven.class, new LogCheck(rotated.source(), both).run(Optional.empty(), n -> {}));
    var old = List.of(rotated.key);
    assertInstanceOf(Broken.class, new LogCheck(log.source(), old).run(Optional.empty(), n -> {}));
    var other = NoteKey.ed25519("another.example/log", new byte[32]);
    assertThrows(
        IllegalArgumentException.class, () -> new LogCheck(log.source(), List.of(log.key, other)));
  }

  @Test
  void anEditedEntryIsNamedByItsIndexWithBothHashes() throws IOException {
    var original = Hash.leaf(log.entries.get(300));
    var edited = "entry 3OO".getBytes(StandardCharsets.UTF_8);
    log.entries.set(300, edited);
    log.files.put("tile/entries/001", EntryBundle.encode(log.entries.subList(256, 512)));
    var broken = assertInstanceOf(Broken.class, check(log));
    assertEquals("tile/entries/001", broken.file());
    assertEquals(300, broken.index());
    assertEquals(original.base64(), broken.expected());
    assertEquals(Hash.leaf(edited).base64(), broken.found());
  }

  @Test
  void swappedEntriesAreFound() throws IOException {
    var first = log.entries.get(10);
    log.entries.set(10, log.entries.get(11));
    log.entries.set(11, first);
    log.files.put("tile/entries/000", EntryBundle.encode(log.entries.subList(0, 256)));
    assertEquals(10, assertInstanceOf(Broken.class, check(log)).index());
  }

  @Test
  void aDroppedTailIsFoundUnderTheSignedCheckpoint() throws IOException {
    var signed = log.files.get("checkpoint");
    log.entries.subList(590, 600).clear();
    log.publish();
    log.files.put("checkpoint", signed);
    var broken = assertInstanceOf(Broken.class, check(log));
    assertEquals("tile/entries/002.p/88", broken.file());
  }

  @Test
  void aDroppedTailUnderAnOlderCheckpointIsFoundByWhoVerifiedBefore() throws IOException {
    var known = log.checkpoint();
    log.entries.subList(590, 600).clear();
    log.publish();
    assertInstanceOf(Result.Proven.class, check(log));
    var broken = assertInstanceOf(Broken.class, check(log, known));
    assertEquals("at least 600 entries", broken.expected());
    assertEquals("590 entries", broken.found());
  }

  @Test
  void aRewrittenLogThatGrewIsFoundByWhoVerifiedBefore() throws IOException {
    var known = log.checkpoint();
    log.entries.set(5, new byte[] {1});
    log.entries.add(new byte[] {2});
    log.publish();
    assertInstanceOf(Result.Proven.class, check(log));
    var broken = assertInstanceOf(Broken.class, check(log, known));
    assertEquals(known.root().base64(), broken.expected());
  }

  @Test
  void aGrownLogContinuesTheOneVerifiedBefore() throws IOException {
    var known = log.checkpoint();
    log.entries.add(new byte[] {2});
    log.publish();
    assertInstanceOf(Result.Proven.class, check(log, known));
  }

  @Test
  void aLogRewrittenAndSignedWithAnotherKeyIsFound() throws IOException {
    var forged = new TestLog(600, "forged ");
    var result = new LogCheck(forged.source(), log.key).run(Optional.empty(), checked -> {});
    assertEquals("checkpoint", assertInstanceOf(Broken.class, result).file());
  }

  @Test
  void aPrunedLogIsProvenFromEachIndexThatItPromises() throws IOException {
    var big = new TestLog(70_000);
    for (long minimum : new long[] {1, 255, 256, 600, 65_535, 65_536, 65_800, 69_999, 70_000}) {
      big.publish();
      big.files.keySet().removeIf(file -> prunable(file, minimum));
      assertInstanceOf(Result.Proven.class, pruned(big, minimum), "from " + minimum);
      if (minimum >= 256) {
        assertInstanceOf(Broken.class, check(big), "from 0 of " + minimum);
      }
    }
  }

  @Test
  void whatAPrunedLogPromisesIsCheckedAsEver() throws IOException {
    log.files.keySet().removeIf(file -> prunable(file, 300));
    for (var file : List.of("tile/entries/001", "tile/entries/002.p/88", "tile/0/001")) {
      var bytes = Objects.requireNonNull(log.files.get(file));
      bytes[bytes.length / 2] ^= 1;
      assertEquals(file, assertInstanceOf(Broken.class, pruned(log, 300)).file());
      bytes[bytes.length / 2] ^= 1;
    }
    var roots = Objects.requireNonNull(log.files.get("tile/1/000.p/2"));
    roots[5] ^= 1;
    assertInstanceOf(Broken.class, pruned(log, 300));
    log.files.remove("tile/1/000.p/2");
    assertEquals("tile/1/000.p/2", assertInstanceOf(Broken.class, pruned(log, 300)).file());
  }

  @Test
  void aPrunedLogContinuesACheckpointFromWhatItPromisesOnAndSaysSoOfAnEarlierOne()
      throws IOException {
    var earlier = new Checkpoint(TestLog.ORIGIN, 400, TestLog.root(log.leaves().subList(0, 400)));
    var known = Optional.of(earlier);
    var check = new LogCheck(log.source(), log.key);
    assertInstanceOf(Result.Proven.class, check.run(known, 300, n -> {}));
    var forked = Optional.of(new Checkpoint(TestLog.ORIGIN, 400, Hash.EMPTY_TREE));
    assertInstanceOf(Broken.class, check.run(forked, 300, n -> {}));
    var before = assertInstanceOf(Broken.class, check.run(known, 513, n -> {}));
    assertEquals(400, before.index());
  }

  private static boolean prunable(String file, long minimum) {
    return !file.equals("checkpoint") && TilePath.parse(file).prunable(minimum);
  }

  private static Result pruned(TestLog log, long minimum) throws IOException {
    return new LogCheck(log.source(), log.key).run(Optional.empty(), minimum, checked -> {});
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    for (var entry : new TreeMap<>(log.files).entrySet()) {
      var file = entry.getKey();
      log.files.remove(file);
      assertEquals(file, assertInstanceOf(Broken.class, check(log)).file());
      log.files.put(file, entry.getValue());
    }
  }

  @Test
  void partialFilesMayHaveBeenReplacedByFullOnes() throws IOException {
    var older = new TestLog(600);
    var note = older.files.get("checkpoint");
    for (int i = 600; i < 768; i++) {
      older.entries.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
    }
    older.publish();
    older.files.put("checkpoint", note);
    older.files.keySet().removeIf(file -> file.startsWith("tile/1/"));
    older.files.put("tile/1/000.p/2", tileOfRoots(2));
    assertInstanceOf(Result.Proven.class, check(older));
  }

  private byte[] tileOfRoots(int count) {
    var roots = new ArrayList<Hash>();
    for (int i = 0; i < count; i++) {
      roots.add(TestLog.root(log.leaves().subList(i * 256, i * 256 + 256)));
    }
    return Tile.encode(roots);
  }

  private static Result check(TestLog log) throws IOException {
    return new LogCheck(log.source(), log.key).run(Optional.empty(), checked -> {});
  }

  private static Result check(TestLog log, Checkpoint known) throws IOException {
    return new LogCheck(log.source(), log.key).run(Optional.of(known), checked -> {});
  }
}
