package dev.postern.audit.service.http;

import dev.postern.audit.entry.Writer;
import dev.postern.audit.service.review.Reviewer;
import dev.postern.audit.service.sequencer.AccessLog.Reader;
import dev.postern.runtime.identity.Asker;
import dev.postern.runtime.identity.Askers;
import dev.postern.runtime.identity.Caller;
import dev.postern.runtime.identity.ClientCertificate;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** Which certificates and tokens may do what here. */
@ApplicationScoped
public class Callers {
  private static final Set<String> SERVICES = Set.of("audit", "bridge", "indexer", "operator");

  private final Askers askers;

  /** With the token of the request at hand. */
  @Inject
  public Callers(Askers askers) {
    this.askers = askers;
  }

  /** The service that appends. */
  Writer writer(HttpServerRequest request) {
    var caller = certificate(request);
    if (caller.isEmpty()) {
      throw new ProblemException(ProblemCode.UNAUTHENTICATED, "A client certificate is needed.");
    }
    return Writer.of(caller.get().commonName())
        .filter(writer -> writer != Writer.AUDIT)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.FORBIDDEN, "This certificate may not write to the log."));
  }

  /** Only the bridge holds payload keys. */
  void bridge(HttpServerRequest request) {
    if (writer(request) != Writer.BRIDGE) {
      throw new ProblemException(ProblemCode.FORBIDDEN, "This needs the bridge's certificate.");
    }
  }

  /** The bridge, which has the way to the providers, or an auditor. */
  void bringsUsage(HttpServerRequest request) {
    if (certificate(request).filter(c -> c.is("bridge")).isEmpty()
        && !askers.current().hasRole("auditor")) {
      throw new ProblemException(ProblemCode.FORBIDDEN, "This needs the role auditor.");
    }
  }

  /** Whoever is known by token or certificate. */
  void anyone(HttpServerRequest request) {
    if (certificate(request).filter(c -> SERVICES.contains(c.service())).isEmpty()) {
      var asker = askers.current();
      if (asker.subject().isBlank()) {
        throw new ProblemException(ProblemCode.UNAUTHENTICATED);
      }
    }
  }

  /** An auditor, or an operator's or our own certificate: the whole log, all tenants. */
  Reader ofWholeLog(HttpServerRequest request) {
    var caller = certificate(request).filter(c -> c.is("operator") || c.is("audit"));
    if (caller.isPresent()) {
      return new Reader(caller.get().commonName(), caller.get().organisation());
    }
    var asker = askers.current();
    if (!asker.hasRole("auditor")) {
      throw new ProblemException(ProblemCode.FORBIDDEN, "This needs the role auditor.");
    }
    return new Reader(asker.subject(), asker.tenant());
  }

  /** An auditor, who sees all tenants, or a reviewer, who sees their own. */
  Reviewer reviewer() {
    var asker = askers.current();
    boolean auditor = asker.hasRole("auditor");
    if (!auditor && !asker.hasRole("reviewer")) {
      throw new ProblemException(ProblemCode.FORBIDDEN, "This needs the role reviewer or auditor.");
    }
    return new Reviewer(asker.subject(), asker.tenant(), auditor);
  }

  /**
   * An auditor or one of the security team, whose policy decides for all tenants, or a reviewer,
   * who sees their own.
   */
  Reviewer readerOfDecisions() {
    var asker = askers.current();
    boolean all = asker.hasRole("auditor") || asker.hasRole("security");
    if (!all && !asker.hasRole("reviewer")) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN, "This needs the role security, auditor or reviewer.");
    }
    return new Reviewer(asker.subject(), asker.tenant(), all);
  }

  /** A reviewer or one of the security team, who decide about content of their own tenant. */
  Reviewer custodian() {
    var asker = askers.current();
    if (!asker.hasRole("reviewer") && !asker.hasRole("security")) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN, "This needs the role reviewer or security.");
    }
    return new Reviewer(asker.subject(), asker.tenant(), false);
  }

  /** Whether it is the indexer, which reads single entries by machine. */
  boolean isIndexer(HttpServerRequest request) {
    return certificate(request).filter(c -> c.is("indexer")).isPresent();
  }

  /** The person whose token came along. */
  Asker person() {
    return askers.current();
  }

  private static Optional<Caller> certificate(HttpServerRequest request) {
    return ClientCertificate.of(request);
  }
}
