package dev.postern.audit.log;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;

/** A witness's key pair in memory. */
final class TestWitness {
  final WitnessKey key;
  private final KeyPair pair;

  TestWitness(String name) {
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    var encoded = pair.getPublic().getEncoded();
    key =
        WitnessKey.ed25519(name, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  NoteSignature cosign(SignedNote note, Instant at) {
    return key.cosign(note.text(), at, this::sign);
  }

  private byte[] sign(byte[] message) {
    try {
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivate());
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
