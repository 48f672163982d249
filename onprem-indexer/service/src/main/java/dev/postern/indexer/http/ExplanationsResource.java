package dev.postern.indexer.http;

import dev.postern.indexer.http.Callers.Operator;
import dev.postern.indexer.ingest.AuditTrail;
import dev.postern.indexer.ingest.AuditTrail.Event;
import dev.postern.indexer.search.Explanation;
import dev.postern.indexer.search.Query;
import dev.postern.indexer.search.Reader;
import dev.postern.indexer.search.SearchDocuments;
import dev.postern.runtime.identity.Asker;
import dev.postern.runtime.identity.Askers;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import io.quarkus.oidc.BearerTokenAuthentication;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody finds what they find, for the operators of their tenant: an operator's certificate
 * and the asker's own token, both. Each explanation is an {@code ACCESS} entry first.
 */
@Path("/v1/search/explanations")
@BearerTokenAuthentication
public class ExplanationsResource {

  private final Callers callers;
  private final Askers askers;
  private final SearchDocuments documents;
  private final AuditTrail audit;

  @Inject
  public ExplanationsResource(
      Callers callers, Askers askers, SearchDocuments documents, AuditTrail audit) {
    this.callers = callers;
    this.askers = askers;
    this.documents = documents;
    this.audit = audit;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public ExplanationReply explain(@Context HttpServerRequest request, @Nullable SearchForm form) {
    Operator operator = callers.operator(request);
    Asker asker = askers.current();
    if (!operator.tenant().equals(asker.tenant())) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN, "The token is of another organisation than the certificate.");
    }
    if (form == null || form.breakGlass() != null) {
      throw Invalid.request("The body is missing, or names an emergency.");
    }
    Query query = form.query();
    Reader reader = new Reader(asker.tenant(), asker.subject(), asker.groups());
    return Audited.call(
        () -> {
          Explanation explanation = documents.explain(reader, query);
          audit.record(
              new Event.Looked(
                  operator.name(),
                  operator.tenant(),
                  Event.Kind.SEARCH,
                  null,
                  explanation.hits().size()));
          return ExplanationReply.of(explanation);
        });
  }
}
