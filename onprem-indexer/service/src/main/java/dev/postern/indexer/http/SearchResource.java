package dev.postern.indexer.http;

import dev.postern.indexer.search.Emergency;
import dev.postern.indexer.search.EmergencyLog;
import dev.postern.indexer.search.Query;
import dev.postern.indexer.search.Reader;
import dev.postern.indexer.search.SearchDocuments;
import dev.postern.indexer.search.SearchResult;
import dev.postern.runtime.identity.Asker;
import dev.postern.runtime.identity.Askers;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.oidc.BearerTokenAuthentication;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Search for the bridge. Its certificate is not enough: the asker's own token comes along and is
 * verified here again, and rights are that token's.
 */
@Path("/v1/search")
@BearerTokenAuthentication
public class SearchResource {

  private final Callers callers;
  private final Askers askers;
  private final SearchDocuments documents;
  private final EmergencyLog emergencies;
  private final Timer searches;

  @Inject
  public SearchResource(
      Callers callers,
      Askers askers,
      SearchDocuments documents,
      EmergencyLog emergencies,
      MeterRegistry meters) {
    this.searches = meters.timer("postern.search");
    this.callers = callers;
    this.askers = askers;
    this.documents = documents;
    this.emergencies = emergencies;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public SearchReply search(@Context HttpServerRequest request, @Nullable SearchForm form) {
    long started = System.nanoTime();
    callers.bridge(request);
    Asker asker = askers.current();
    if (form == null) {
      throw Invalid.request("The body is missing.");
    }
    Query query = form.query();
    Reader reader = new Reader(asker.tenant(), asker.subject(), asker.groups());
    SearchForm.Claim claim = form.breakGlass();
    if (claim != null) {
      query = widened(reader, query, claim.value());
    }
    SearchResult result = documents.search(reader, query, form.earlier());
    long took = System.nanoTime() - started;
    searches.record(took, TimeUnit.NANOSECONDS);
    return SearchReply.of(result, TimeUnit.NANOSECONDS.toMillis(took));
  }

  private Query widened(Reader reader, Query query, Emergency claimed) {
    return switch (emergencies.asked(reader, claimed)) {
      case GRANTED -> query.widenedFor(claimed.handle());
      case DENIED ->
          throw new ProblemException(
              ProblemCode.FORBIDDEN, "The log does not grant this emergency access.");
      case UNKNOWN ->
          throw new ProblemException(
              ProblemCode.AUDIT_UNAVAILABLE, "The log cannot be asked for the emergency access.");
    };
  }
}
