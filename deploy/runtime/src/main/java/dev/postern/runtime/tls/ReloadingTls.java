package dev.postern.runtime.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Client-side TLS 1.3 from three PEM files that somebody else renews. Each handshake uses the files
 * as they are then; a half-written renewal leaves the earlier ones in use. Whoever opens
 * connections must keep hostname verification on: the JDK's HttpClient and OkHttp do so by default.
 */
public final class ReloadingTls {

  private static final System.Logger LOGGER = System.getLogger(ReloadingTls.class.getName());

  private static final String PROTOCOL = "TLSv1.3";

  private final Path certificate;
  private final Path privateKey;
  private final Path authorities;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile Loaded loaded;

  private record Stamp(FileTime certificate, FileTime privateKey, FileTime authorities) {}

  private record Loaded(Stamp stamp, X509ExtendedKeyManager keys, X509ExtendedTrustManager trust) {}

  private ReloadingTls(Path certificate, Path privateKey, Path authorities)
      throws IOException, GeneralSecurityException {
    this.certificate = certificate;
    this.privateKey = privateKey;
    this.authorities = authorities;
    this.loaded = load(stamp());
  }

  /**
   * Reads {@code tls.crt}, {@code tls.key} and {@code ca.crt} of the folder now, then follows them.
   */
  public static ReloadingTls fromFolder(Path folder) {
    try {
      return new ReloadingTls(
          folder.resolve("tls.crt"), folder.resolve("tls.key"), folder.resolve("ca.crt"));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the certificate files cannot be read", e);
    }
  }

  /** A context of TLS 1.3 only, presenting our certificate and trusting only our authorities. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance(PROTOCOL);
      context.init(
          new KeyManager[] {new FollowingKeys()}, new TrustManager[] {new FollowingTrust()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS 1.3", e);
    }
  }

  /** For {@code HttpClient.Builder.sslParameters}: TLS 1.3 and nothing older. */
  public static SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {PROTOCOL});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    return parameters;
  }

  /** For OkHttp's {@code sslSocketFactory}, together with {@link #trustManager()}. */
  public SSLSocketFactory socketFactory() {
    return context().getSocketFactory();
  }

  /** Trusts our authorities, as they are at each handshake. */
  public X509ExtendedTrustManager trustManager() {
    return new FollowingTrust();
  }

  private Loaded current() {
    Loaded now = loaded;
    try {
      Stamp stamp = stamp();
      if (stamp.equals(now.stamp())) {
        return now;
      }
      loading.lock();
      try {
        loaded = load(stamp);
        return loaded;
      } finally {
        loading.unlock();
      }
    } catch (IOException | GeneralSecurityException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "certificate files unreadable, the earlier ones stay in use: {0}",
          e.getClass().getSimpleName());
      return now;
    }
  }

  private Stamp stamp() throws IOException {
    return new Stamp(
        Files.getLastModifiedTime(certificate),
        Files.getLastModifiedTime(privateKey),
        Files.getLastModifiedTime(authorities));
  }

  private Loaded load(Stamp stamp) throws IOException, GeneralSecurityException {
    return new Loaded(
        stamp,
        keyManager(Pem.certificates(certificate), Pem.privateKey(privateKey)),
        trustManager(Pem.certificates(authorities)));
  }

  private static X509ExtendedKeyManager keyManager(List<X509Certificate> chain, PrivateKey key)
      throws IOException, GeneralSecurityException {
    char[] password = UUID.randomUUID().toString().toCharArray(); // of a store that stays in memory
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setKeyEntry("tls", key, password, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    for (KeyManager manager : factory.getKeyManagers()) {
      if (manager instanceof X509ExtendedKeyManager x509) {
        return x509;
      }
    }
    throw new CertificateException("this Java has no X.509 key manager");
  }

  /** A manager that trusts these authorities and no other. */
  public static X509ExtendedTrustManager trustManager(List<X509Certificate> authorities)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("ca" + i, authorities.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager x509) {
        return x509;
      }
    }
    throw new CertificateException("this Java has no X.509 trust manager");
  }

  private final class FollowingKeys extends X509ExtendedKeyManager {

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return current().keys().getClientAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return current().keys().chooseClientAlias(keyType, issuers, socket);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return current().keys().chooseEngineClientAlias(keyType, issuers, engine);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return current().keys().getServerAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return current().keys().chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return current().keys().chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return loaded.keys().getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return loaded.keys().getPrivateKey(alias);
    }
  }

  private final class FollowingTrust extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      current().trust().checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      requireTls13(socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
      current().trust().checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      current().trust().checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      requireTls13(engine.getHandshakeSession());
      current().trust().checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      current().trust().checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      current().trust().checkServerTrusted(chain, authType);
    }

    /** Here and not by a list of protocols, because every client sets that list anew. */
    private static void requireTls13(@Nullable SSLSession handshake) throws CertificateException {
      if (handshake == null || !handshake.getProtocol().equals(PROTOCOL)) {
        throw new CertificateException("the server speaks no TLS 1.3");
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return current().trust().getAcceptedIssuers();
    }
  }
}
