package dev.postern.audit.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {
  private static final int LARGEST = 300;
  private static final TestLog LOG = new TestLog(LARGEST);
  private static final List<Hash> LEAVES = LOG.leaves();
  private static final List<Hash> ROOTS = roots();

  @Test
  void theFrontierGivesTheRootOfTheDefinitionAtEverySize() {
    var tree = new MerkleTree();
    var edge = new TileEdge();
    for (int size = 0; size <= LARGEST; size++) {
      assertEquals(ROOTS.get(size), tree.root(), "size " + size);
      assertEquals(ROOTS.get(size), edge.tree().root(), "size " + size);
      assertEquals(ROOTS.get(size), TileEdge.resume(size, edge.levels()).tree().root());
      if (size < LARGEST) {
        tree.append(LEAVES.get(size));
        edge.append(LEAVES.get(size));
      }
    }
  }

  @Test
  void everyLeafOfEverySizeHasAProofAndTheProofIsForThatLeafOnly() throws IOException {
    for (int size = 1; size <= LARGEST; size++) {
      var reader = new TreeReader(new TestLog(size).source(), size);
      assertEquals(ROOTS.get(size), reader.root());
      for (int index = 0; index < size; index++) {
        var proof = reader.inclusion(index);
        assertTrue(proof.proves(LEAVES.get(index), ROOTS.get(size)));
        assertFalse(proof.proves(LEAVES.get((index + 1) % LARGEST), ROOTS.get(size)));
      }
    }
  }

  @Test
  void everySizeContinuesEverySmallerOne() throws IOException {
    for (int size = 0; size <= LARGEST; size++) {
      var reader = new TreeReader(new TestLog(size).source(), size);
      for (int older = 0; older <= size; older++) {
        var proof = reader.consistency(older);
        assertEquals(ROOTS.get(older), reader.rootAt(older));
        assertTrue(proof.proves(ROOTS.get(older), ROOTS.get(size)), older + " to " + size);
        if (older > 0) {
          assertFalse(proof.proves(ROOTS.get(older - 1), ROOTS.get(size)));
        }
      }
    }
  }

  @Test
  void aProofWithAnyBitFlippedAHashMoreOrAHashLessProvesNothing() throws IOException {
    int size = 100;
    var reader = new TreeReader(new TestLog(size).source(), size);
    for (int index = 0; index < size; index += 7) {
      var path = reader.inclusion(index).path();
      for (var broken : broken(path)) {
        var proof = new InclusionProof(index, size, broken);
        assertFalse(proof.proves(LEAVES.get(index), ROOTS.get(size)));
      }
    }
    for (int older = 1; older < size; older += 7) {
      for (var broken : broken(reader.consistency(older).path())) {
        var proof = new ConsistencyProof(older, size, broken);
        assertFalse(proof.proves(ROOTS.get(older), ROOTS.get(size)), "from " + older);
      }
    }
  }

  @Test
  void proofsPastTheTreeAreRefused() {
    var reader = new TreeReader(LOG.source(), LARGEST);
    assertThrows(IllegalArgumentException.class, () -> reader.inclusion(LARGEST));
    assertThrows(IllegalArgumentException.class, () -> reader.inclusion(-1));
    assertThrows(IllegalArgumentException.class, () -> reader.consistency(LARGEST + 1));
    assertThrows(IllegalArgumentException.class, () -> reader.rootAt(-1));
  }

  @Test
  void atTheSpecificationsSeventyThousandLeavesTheThirdLevelIsReached() throws IOException {
    var big = new TestLog(70_000);
    var reader = new TreeReader(big.source(), 70_000);
    assertEquals(big.checkpoint().root(), reader.root());
    assertEquals(17, reader.inclusion(0).path().size());
    assertTrue(reader.inclusion(69_999).proves(Hash.leaf(big.entries.getLast()), reader.root()));
    long tiles = big.files.keySet().stream().filter(f -> f.matches("tile/\\d.*")).count();
    assertEquals(277, tiles);
  }

  private static List<List<Hash>> broken(List<Hash> path) {
    var all = new ArrayList<List<Hash>>();
    for (int i = 0; i < path.size(); i++) {
      for (int bit = 0; bit < 256; bit++) {
        var bytes = path.get(i).bytes();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        var flipped = new ArrayList<>(path);
        flipped.set(i, Hash.of(bytes));
        all.add(flipped);
      }
    }
    var longer = new ArrayList<>(path);
    longer.add(LEAVES.getFirst());
    all.add(longer);
    if (!path.isEmpty()) {
      all.add(path.subList(1, path.size()));
      all.add(path.subList(0, path.size() - 1));
    }
    return all;
  }

  private static List<Hash> roots() {
    var roots = new ArrayList<Hash>();
    for (int size = 0; size <= LARGEST; size++) {
      roots.add(TestLog.root(LEAVES.subList(0, size)));
    }
    return roots;
  }
}
