package dev.postern.runtime.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PEM files (RFC 7468): certificates, and private keys as PKCS #8. */
public final class Pem {

  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";
  private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA", "Ed25519");

  private Pem() {}

  /** Every certificate of the file, in its order; at least one. */
  public static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    return certificates(Files.readAllBytes(file));
  }

  /** Every certificate of the text, in its order; at least one. */
  public static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
    List<X509Certificate> found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem))
            .stream()
            .map(Pem::x509)
            .toList();
    if (found.isEmpty()) {
      throw new CertificateException("no certificate in this PEM");
    }
    return found;
  }

  /** The file's private key: EC, RSA or Ed25519. */
  public static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    return privateKey(Files.readString(file, StandardCharsets.US_ASCII));
  }

  /** The text's private key: EC, RSA or Ed25519. */
  public static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    int begin = pem.indexOf(KEY_BEGIN);
    int end = pem.indexOf(KEY_END);
    if (begin < 0 || end < begin) {
      throw new InvalidKeySpecException("no PKCS #8 private key in this PEM");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + KEY_BEGIN.length(), end));
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
    for (String algorithm : KEY_ALGORITHMS) {
      PrivateKey key = readAs(algorithm, spec);
      if (key != null) {
        return key;
      }
    }
    throw new InvalidKeySpecException("this private key is neither EC nor RSA nor Ed25519");
  }

  private static @Nullable PrivateKey readAs(String algorithm, PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(spec);
    } catch (InvalidKeySpecException e) {
      return null; // of another algorithm: the next one reads it
    }
  }

  private static X509Certificate x509(Certificate certificate) {
    if (certificate instanceof X509Certificate x509) {
      return x509;
    }
    throw new IllegalArgumentException("not an X.509 certificate");
  }
}
