package dev.postern.cli.tls;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authority this command line believes, and optionally the operator's certificate
 * that the indexer and the audit service ask for.
 */
public record Trust(Path authority, @Nullable Path certificate, @Nullable Path key) {

  private static final char[] IN_MEMORY_ONLY = "in-memory".toCharArray();

  /** Believes this authority and shows no certificate. */
  public static Trust in(Path authority) {
    return new Trust(authority, null, null);
  }

  /**
   * An HTTP client over TLS 1.3 that follows no redirect.
   *
   * @throws IOException if a file cannot be read or is not what it should be; the message names it
   */
  public HttpClient client() throws IOException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .followRedirects(HttpClient.Redirect.NEVER)
        .sslContext(context())
        .build();
  }

  /** The TLS context behind {@link #client()}. */
  public SSLContext context() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys(), authorities().getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException unusable) {
      throw new IOException(
          "certificates under " + authority.getParent() + " unusable: " + unusable.getMessage(),
          unusable);
    }
  }

  private TrustManagerFactory authorities() throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    int n = 0;
    for (Certificate certificate : Pem.certificates(authority)) {
      store.setCertificateEntry("authority-" + n++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private KeyManager @Nullable [] keys() throws IOException, GeneralSecurityException {
    if (certificate == null || key == null) {
      return null;
    }
    KeyStore store = empty();
    store.setKeyEntry(
        "operator",
        Pem.privateKey(key),
        IN_MEMORY_ONLY,
        Pem.certificates(certificate).toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, IN_MEMORY_ONLY);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
