package dev.postern.audit.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small log in memory, its key, and a tree computed straight from RFC 6962's definition. */
final class TestLog {
  static final String ORIGIN = "postern.example/audit/test";

  final Map<String, byte[]> files = new HashMap<>();
  final List<byte[]> entries = new ArrayList<>();
  final KeyPair pair;
  final NoteKey key;

  TestLog(int size) {
    this(size, "entry ");
  }

  TestLog(int size, String prefix) {
    pair = generate();
    var encoded = pair.getPublic().getEncoded();
    key = NoteKey.ed25519(ORIGIN, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    for (int i = 0; i < size; i++) {
      entries.add((prefix + i).getBytes(StandardCharsets.UTF_8));
    }
    publish();
  }

  /** Writes tiles, bundles and checkpoint for the entries as they are. */
  void publish() {
    files.clear();
    var edge = new TileEdge();
    for (var entry : entries) {
      edge.append(Hash.leaf(entry))
          .forEach(t -> files.put(t.path().toString(), Tile.encode(t.hashes())));
    }
    for (int level = 0; level < edge.levels().size(); level++) {
      var hashes = edge.levels().get(level);
      if (!hashes.isEmpty()) {
        files.put(partial(level, hashes.size()).toString(), Tile.encode(hashes));
      }
    }
    for (long n = 0; n * 256 < entries.size(); n++) {
      var path = TilePath.at(TilePath.ENTRIES, n, entries.size());
      int from = (int) n * 256;
      files.put(path.toString(), EntryBundle.encode(entries.subList(from, from + path.width())));
    }
    files.put("checkpoint", sign(checkpoint()).getBytes(StandardCharsets.UTF_8));
  }

  private TilePath partial(int level, int width) {
    return new TilePath(level, TilePath.hashesAt(level, entries.size()) / 256, width);
  }

  Checkpoint checkpoint() {
    return new Checkpoint(ORIGIN, entries.size(), root(leaves()));
  }

  String sign(Checkpoint checkpoint) {
    return new SignedNote(checkpoint.text(), List.of(signature(checkpoint.text()))).format();
  }

  NoteSignature signature(String text) {
    try {
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivate());
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      return NoteSignature.of(key, signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  LogSource source() {
    return path -> Optional.ofNullable(files.get(path));
  }

  List<Hash> leaves() {
    return entries.stream().map(Hash::leaf).toList();
  }

  /** MTH of RFC 6962 section 2.1, word for word. */
  static Hash root(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return Hash.sha256(new byte[0]);
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return Hash.node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  private static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
