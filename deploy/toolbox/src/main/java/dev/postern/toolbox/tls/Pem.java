package dev.postern.toolbox.tls;

import dev.postern.toolbox.ToolboxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and EC keys (PKCS #8) in PEM (RFC 7468). */
public final class Pem {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
  private static final char[] NO_PASSWORD = new char[0];

  private Pem() {}

  public static String encode(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + LINES.encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** The one DER value of a PEM text, whatever its label. */
  public static byte[] decode(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  public static List<X509Certificate> certificates(Path file) {
    try {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      List<X509Certificate> certificates = new ArrayList<>();
      for (Certificate certificate : all) {
        certificates.add((X509Certificate) certificate);
      }
      return certificates;
    } catch (IOException | GeneralSecurityException e) {
      throw new ToolboxException(file + " holds no readable certificate", e);
    }
  }

  /** A context that trusts the certificates in {@code trusted}, files that don't exist left out. */
  public static SSLContext trusting(List<Path> trusted) {
    return context(trusted, null);
  }

  /**
   * A context that trusts {@code trusted} and shows the certificate in {@code folder} ({@code
   * tls.crt, tls.key}).
   */
  public static SSLContext presenting(Path folder, List<Path> trusted) {
    return context(trusted, folder);
  }

  private static SSLContext context(
      List<Path> trusted, @org.jspecify.annotations.Nullable Path identity) {
    try {
      KeyStore anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      for (Path file : trusted) {
        if (Files.exists(file)) {
          for (X509Certificate certificate : certificates(file)) {
            anchors.setCertificateEntry("anchor" + anchors.size(), certificate);
          }
        }
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          identity == null ? null : keys(identity).getKeyManagers(),
          trust.getTrustManagers(),
          null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new ToolboxException("cannot read certificates: " + e.getMessage(), e);
    }
  }

  private static KeyManagerFactory keys(Path folder) throws IOException, GeneralSecurityException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        "own",
        key(folder.resolve("tls.key")),
        NO_PASSWORD,
        certificates(folder.resolve("tls.crt")).toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, NO_PASSWORD);
    return keys;
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(decode(Files.readString(file))));
  }
}
