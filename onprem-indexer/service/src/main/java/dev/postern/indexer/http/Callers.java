package dev.postern.indexer.http;

import dev.postern.runtime.identity.Caller;
import dev.postern.runtime.identity.ClientCertificate;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Which certificates may do what here. */
@ApplicationScoped
public class Callers {

  /** An operator; the tenant is the certificate's organisation. */
  record Operator(String name, String tenant) {}

  Operator operator(HttpServerRequest request) {
    Caller caller = caller(request);
    @Nullable String tenant = caller.organisation();
    if (!caller.is("operator") || tenant == null || tenant.isBlank()) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN, "This needs an operator's certificate with an organisation.");
    }
    return new Operator(caller.commonName(), tenant);
  }

  void bridge(HttpServerRequest request) {
    if (!caller(request).is("bridge")) {
      throw new ProblemException(ProblemCode.FORBIDDEN, "This needs the bridge's certificate.");
    }
  }

  private static Caller caller(HttpServerRequest request) {
    return ClientCertificate.of(request)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.UNAUTHENTICATED, "A client certificate is needed."));
  }
}
