package dev.postern.runtime.identity;

import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Reads the caller's certificate, which TLS has already verified against our authority. */
public final class ClientCertificate {

  private ClientCertificate() {}

  /** The caller of this request; empty when it came without a certificate. */
  public static Optional<Caller> of(HttpServerRequest request) {
    @Nullable SSLSession session = request.connection().sslSession();
    if (session == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate own
          ? caller(own)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty(); // the caller showed no certificate, which TLS allowed
    }
  }

  static Optional<Caller> caller(X509Certificate certificate) {
    try {
      LdapName subject = new LdapName(certificate.getSubjectX500Principal().getName());
      @Nullable String commonName = attribute(subject, "CN");
      return commonName == null
          ? Optional.empty()
          : Optional.of(new Caller(commonName, attribute(subject, "O")));
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String attribute(LdapName subject, String type) {
    @Nullable String found = null;
    for (Rdn rdn : subject.getRdns()) {
      if (rdn.getType().equalsIgnoreCase(type) && rdn.getValue() instanceof String value) {
        if (found != null) {
          return null; // named twice: which one is meant cannot be known
        }
        found = value;
      }
    }
    return found;
  }
}
