package dev.postern.audit.witness;

import dev.postern.audit.log.AddCheckpoint;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.Tile;
import dev.postern.audit.log.TileEdge;
import dev.postern.audit.log.TilePath;
import dev.postern.audit.log.TreeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A log in memory with a key of its own; any two of its sizes are consistent. */
final class GrowingLog {
  final String origin;
  final NoteKey key;
  private final KeyPair pair;
  private final String flavour;

  GrowingLog(String origin) {
    this(origin, pair(), "entry ");
  }

  private GrowingLog(String origin, KeyPair pair, String flavour) {
    this.origin = origin;
    this.pair = pair;
    this.flavour = flavour;
    var encoded = pair.getPublic().getEncoded();
    key = NoteKey.ed25519(origin, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  /** The same log's name and key over other entries. */
  GrowingLog fork() {
    return new GrowingLog(origin, pair, "other entry ");
  }

  Checkpoint checkpoint(long size) {
    return new Checkpoint(origin, size, root(size));
  }

  SignedNote note(Checkpoint checkpoint) {
    try {
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivate());
      signer.update(checkpoint.text().getBytes(StandardCharsets.UTF_8));
      var signature = NoteSignature.of(key, signer.sign());
      return new SignedNote(checkpoint.text(), List.of(signature));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The request that an honest log sends. */
  String request(long old, long size) {
    return new AddCheckpoint(old, proof(old, size), note(checkpoint(size))).format();
  }

  List<Hash> proof(long old, long size) {
    try {
      return new TreeReader(source(size), size).consistency(old).path();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Hash root(long size) {
    try {
      return new TreeReader(source(size), size).root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Level 0 from the entries' numbers; sizes below 65,536 need one level more. */
  private LogSource source(long size) {
    return name -> {
      var path = TilePath.parse(name);
      var hashes = new ArrayList<Hash>();
      for (long i = path.first(); i < path.first() + path.width(); i++) {
        hashes.add(path.level() == 0 ? leaf(i) : Tile.root(leaves(i)));
      }
      return size < TilePath.FULL * TilePath.FULL
          ? Optional.of(Tile.encode(hashes))
          : Optional.empty();
    };
  }

  private List<Hash> leaves(long tile) {
    var edge = new TileEdge();
    for (long i = tile * TilePath.FULL; ; i++) {
      var full = edge.append(leaf(i));
      if (!full.isEmpty()) {
        return full.getFirst().hashes();
      }
    }
  }

  private Hash leaf(long index) {
    return Hash.leaf((flavour + index).getBytes(StandardCharsets.UTF_8));
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
