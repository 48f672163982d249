package dev.postern.toolbox.policy;

import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tls.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;

/**
 * The P-256 key pair that signs bundles (ES256), kept in files readable by their owner only. For
 * the demo; in production the security team signs with its own key, and only the public half is
 * here.
 *
 * @param privateFile PKCS #8 in PEM
 * @param publicFile SubjectPublicKeyInfo in PEM, given to OPA
 */
record SigningKey(Path privateFile, Path publicFile) {
  static final String ALGORITHM = "ES256";

  /** The key pair of this folder, made when there is none. */
  static SigningKey in(Path folder) {
    SigningKey key = new SigningKey(folder.resolve("signing.key"), folder.resolve("signing.pub"));
    if (!Files.exists(key.privateFile) || !Files.exists(key.publicFile)) {
      key.make();
    }
    return key;
  }

  /** 16 hex digits of the SHA-256 over the public half, DER. */
  String fingerprint() {
    try {
      byte[] der = Pem.decode(publicPem());
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String publicPem() {
    return PrivateFile.read(publicFile);
  }

  private void make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      PrivateFile.write(privateFile, Pem.encode("PRIVATE KEY", pair.getPrivate().getEncoded()));
      PrivateFile.write(publicFile, Pem.encode("PUBLIC KEY", pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new ToolboxException("cannot make the key that signs policy bundles", e);
    }
  }
}
