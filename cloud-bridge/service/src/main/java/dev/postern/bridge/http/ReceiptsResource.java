package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.ReviewQuestion;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET /v1/receipts/{question_id}}: evidence that anyone can check offline. */
@Path("/v1/receipts")
@Authenticated
public class ReceiptsResource {
  private final ReviewQuestion review;
  private final Callers callers;

  public ReceiptsResource(ReviewQuestion review, Callers callers) {
    this.review = review;
    this.callers = callers;
  }

  @GET
  @Path("/{question_id}")
  @Produces("text/plain; charset=utf-8")
  @RunOnVirtualThread
  @Operation(
      summary = "The .tlog-proof file of a question's last intent, else of its refusal.",
      description = "Source: C2SP tlog-proof.")
  public String receipt(@PathParam("question_id") String id) {
    Asker reader = callers.current();
    UUID question = Requests.id("question_id", id);
    try {
      return new String(review.proof(reader, question), StandardCharsets.UTF_8);
    } catch (Refusal refusal) {
      throw Replies.problem(question, refusal.code(), refusal.reasons());
    }
  }
}
