package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Question;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.SearchSnippets;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/search}. */
@Path("/v1/search")
@Authenticated
public class SearchResource {
  private final SearchSnippets search;
  private final Callers callers;
  private final Limits limits;

  public SearchResource(SearchSnippets search, Callers callers, Limits limits) {
    this.search = search;
    this.callers = callers;
    this.limits = limits;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(summary = "Shows the snippets that the caller would be answered from.")
  public Replies.Found search(Requests.@Nullable Search body) {
    Asker asker = callers.current();
    if (body == null) {
      throw Requests.invalid("The body is missing.");
    }
    Question sought = body.sought(limits);
    try {
      return new Replies.Found(
          search.search(asker, sought).stream().map(Replies.FoundSnippet::of).toList());
    } catch (Refusal refusal) {
      throw Replies.problem(sought.id(), refusal.code(), refusal.reasons());
    }
  }
}
