package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.ExplainDecision;
import dev.postern.bridge.disclosure.Refusal;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a question was decided from. */
@Path("/v1/questions/{id}/decisions")
@Authenticated
public class DecisionsResource {
  private final ExplainDecision explain;
  private final Callers callers;

  public DecisionsResource(ExplainDecision explain, Callers callers) {
    this.explain = explain;
    this.callers = callers;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(summary = "Input and result of a question's decisions, to reviewers and security.")
  public String decisions(@PathParam("id") String id) {
    Asker reader = callers.current();
    UUID question = Requests.id("id", id);
    try {
      return explain.explain(reader, question);
    } catch (Refusal refusal) {
      throw Replies.problem(question, refusal.code(), refusal.reasons());
    }
  }
}
