package dev.postern.audit.witness;

import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.WitnessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A witness's own key pair. The private half lies in one file that nobody else may read. */
public final class Identity {
  private static final String PRIVATE = "witness.key";
  private static final String PUBLIC = "witness.vkey";

  private final WitnessKey key;
  private final PrivateKey secret;

  private Identity(WitnessKey key, PrivateKey secret) {
    this.key = key;
    this.secret = secret;
  }

  /** Makes a key pair in a folder that has none. */
  static Identity create(Path folder, String name) throws IOException {
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      var encoded = pair.getPublic().getEncoded();
      var raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      var key = WitnessKey.ed25519(name, raw);
      var base64 = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
      Durable.create(folder.resolve(PRIVATE), base64 + "\n");
      Durable.create(folder.resolve(PUBLIC), key.vkey() + "\n");
      return new Identity(key, pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /**
   * Reads the key pair of a folder.
   *
   * @throws IOException when it cannot be read, or its halves do not belong together
   */
  static Identity open(Path folder) throws IOException {
    try {
      var key = WitnessKey.parse(Files.readString(folder.resolve(PUBLIC)));
      var encoded = Base64.getDecoder().decode(Files.readString(folder.resolve(PRIVATE)).strip());
      var secret =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      var identity = new Identity(key, secret);
      identity.requireOneKey(folder);
      return identity;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(folder + " holds no key of a witness", e);
    }
  }

  private void requireOneKey(Path folder) throws IOException {
    var text = "one key\n";
    var note = new SignedNote(text, List.of(cosign(text, Instant.ofEpochSecond(1))));
    if (!(key.verify(note) instanceof WitnessKey.Verdict.Cosigned)) {
      throw new IOException("the halves of the key in " + folder + " do not belong together");
    }
  }

  /** The public half. */
  public WitnessKey key() {
    return key;
  }

  NoteSignature cosign(String text, Instant at) {
    return key.cosign(text, at, this::sign);
  }

  private byte[] sign(byte[] message) {
    try {
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(secret);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key cannot sign", e);
    }
  }
}
