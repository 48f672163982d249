package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.CloseReview;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Reviews.Review;
import dev.postern.bridge.disclosure.Reviews.Verdict;
import dev.postern.runtime.ids.Ids;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What waits for a reviewer: emergency access, and what policy wants looked at. */
@Path("/v1/reviews")
@Authenticated
public class ReviewsResource {
  private final CloseReview reviews;
  private final Callers callers;

  public ReviewsResource(CloseReview reviews, Callers callers) {
    this.reviews = reviews;
    this.callers = callers;
  }

  /** Open reviews, the oldest first. */
  record Open(List<Waiting> reviews) {}

  /** A review that waits. */
  record Waiting(
      String question, String kind, @Nullable String code, String asker, String openedAt) {

    static Waiting of(Review review) {
      return new Waiting(
          review.question().toString(),
          review.kind(),
          review.code(),
          review.subject(),
          review.openedAt().toString());
    }
  }

  /** Body of the closing request. */
  record Close(@Nullable String verdict) {

    Verdict value() {
      return switch (verdict == null ? "" : verdict) {
        case "signed_off" -> Verdict.SIGNED_OFF;
        case "escalated" -> Verdict.ESCALATED;
        default -> throw Requests.invalid("verdict is signed_off or escalated.");
      };
    }
  }

  /** How a review was closed. */
  record Closed(String question, String verdict) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(summary = "The open reviews of the reviewer's tenant.")
  public Open open() {
    Asker reader = callers.current();
    try {
      return new Open(reviews.open(reader).stream().map(Waiting::of).toList());
    } catch (Refusal refusal) {
      throw Replies.problem(Ids.next(), refusal.code(), refusal.reasons());
    }
  }

  @POST
  @Path("/{question}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(summary = "Signs a review off, or escalates it; never one's own question's.")
  public Closed close(@PathParam("question") String question, @Nullable Close close) {
    Asker reader = callers.current();
    UUID id = Requests.id("question", question);
    if (close == null) {
      throw Requests.invalid("The body is missing.");
    }
    Verdict verdict = close.value();
    try {
      reviews.close(reader, id, verdict);
      return new Closed(id.toString(), String.valueOf(close.verdict()));
    } catch (Refusal refusal) {
      throw Replies.problem(id, refusal.code(), refusal.reasons());
    }
  }
}
