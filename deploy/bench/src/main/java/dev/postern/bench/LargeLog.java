package dev.postern.bench;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.EntryBundle;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.Tile;
import dev.postern.audit.log.TileEdge;
import dev.postern.audit.log.TilePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * A log of many entries as files, its bytes the same in each run. An entry is as long as that of an
 * egress intent.
 */
record LargeLog(Path folder, long size) {
  private static final String ORIGIN = "postern.example/audit/bench";
  private static final int ENTRY_BYTES = 1_200;

  /** The key that its checkpoint is signed with. */
  NoteKey key() throws IOException {
    return NoteKey.parse(Files.readString(folder.resolve("log.vkey")));
  }

  /** Writes it, unless it is there. */
  void write() throws IOException {
    if (Files.exists(folder.resolve("checkpoint"))) {
      return;
    }
    Random random = new Random(size);
    TileEdge edge = new TileEdge();
    for (long first = 0; first < size; first += TilePath.FULL) {
      List<byte[]> entries = new ArrayList<>();
      for (long i = first; i < Math.min(size, first + TilePath.FULL); i++) {
        byte[] entry = entry(random);
        entries.add(entry);
        for (TileEdge.FullTile full : edge.append(Hash.leaf(entry))) {
          write(full.path(), Tile.encode(full.hashes()));
        }
      }
      TilePath bundle = TilePath.at(TilePath.ENTRIES, first / TilePath.FULL, size);
      write(bundle, EntryBundle.encode(entries));
    }
    for (int level = 0; level < edge.levels().size(); level++) {
      List<Hash> hashes = edge.levels().get(level);
      if (!hashes.isEmpty()) {
        long index = TilePath.hashesAt(level, size) / TilePath.FULL;
        write(new TilePath(level, index, hashes.size()), Tile.encode(hashes));
      }
    }
    sign(new Checkpoint(ORIGIN, size, edge.tree().root()).text());
  }

  private static byte[] entry(Random random) {
    byte[] noise = new byte[ENTRY_BYTES / 2];
    random.nextBytes(noise);
    return HexFormat.of().formatHex(noise).getBytes(StandardCharsets.US_ASCII);
  }

  private void sign(String text) throws IOException {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      NoteKey key =
          NoteKey.ed25519(ORIGIN, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivate());
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      SignedNote note = new SignedNote(text, List.of(NoteSignature.of(key, signer.sign())));
      Files.writeString(folder.resolve("log.vkey"), key.vkey() + "\n");
      Files.writeString(folder.resolve("checkpoint"), note.format());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has Ed25519", impossible);
    }
  }

  private void write(TilePath path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path.toString());
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
