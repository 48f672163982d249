package dev.postern.bridge.endpoint;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Who may be a provider: vouched for by the authorities, over TLS 1.3, and where keys are pinned
 * with one of them in the chain. In the trust manager, because every client's handshake passes it,
 * whatever else the client can be told.
 */
public final class PinnedTrust extends X509ExtendedTrustManager {
  private static final String TLS = "TLSv1.3";

  private final X509ExtendedTrustManager authorities;
  private final Set<String> pins;

  /**
   * @param pins SHA-256 of a SubjectPublicKeyInfo in base64 (RFC 7469 section 2.4); none pins
   *     nothing
   */
  public PinnedTrust(X509ExtendedTrustManager authorities, Set<String> pins) {
    for (String pin : pins) {
      if (!pin.matches("[A-Za-z0-9+/]{43}=")) {
        throw new IllegalArgumentException("a pin is not the base64 form of a SHA-256");
      }
    }
    this.authorities = authorities;
    this.pins = Set.copyOf(pins);
  }

  /** A context that trusts this and shows no certificate of its own. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance(TLS);
      context.init(null, new TrustManager[] {this}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS 1.3", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    authorities.checkServerTrusted(chain, authType, socket);
    demandTls13(socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
    demandPinned(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    authorities.checkServerTrusted(chain, authType, engine);
    demandTls13(engine.getHandshakeSession());
    demandPinned(chain);
  }

  private static void demandTls13(@Nullable SSLSession handshake) throws CertificateException {
    if (handshake == null || !TLS.equals(handshake.getProtocol())) {
      throw new CertificateException("the provider does not speak TLS 1.3");
    }
  }

  private void demandPinned(X509Certificate[] chain) throws CertificateException {
    for (int i = 0; i < chain.length; i++) {
      // A certificate that did not sign the one before it is only a passenger.
      if (i > 0 && !signed(chain[i], chain[i - 1])) {
        break;
      }
      if (pins.contains(pin(chain[i]))) {
        return;
      }
    }
    if (!pins.isEmpty()) {
      throw new CertificateException("the provider's key is not pinned");
    }
  }

  private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
    try {
      certificate.verify(issuer.getPublicKey());
      return issuer.getBasicConstraints() >= 0;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The pin of a certificate's key. */
  public static String pin(X509Certificate certificate) {
    try {
      byte[] key = certificate.getPublicKey().getEncoded();
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("a provider is trusted within its handshake only");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("nobody is a client here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("nobody is a client here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("nobody is a client here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.getAcceptedIssuers();
  }
}
