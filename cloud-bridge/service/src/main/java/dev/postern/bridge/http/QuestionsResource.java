package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.AnswerQuestion;
import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Outcome;
import dev.postern.bridge.disclosure.Question;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.ReviewQuestion;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/questions}: whole, or as a stream of events. */
@Path("/v1/questions")
@Authenticated
public class QuestionsResource {
  private final AnswerQuestion flow;
  private final Callers callers;
  private final Limits limits;
  private final QuestionStreams streams;
  private final ReviewQuestion review;
  private final CurrentVertxRequest request;

  public QuestionsResource(
      AnswerQuestion flow,
      Callers callers,
      Limits limits,
      QuestionStreams streams,
      ReviewQuestion review,
      CurrentVertxRequest request) {
    this.flow = flow;
    this.callers = callers;
    this.limits = limits;
    this.streams = streams;
    this.review = review;
    this.request = request;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(summary = "Asks a question and waits for the whole answer.")
  public Replies.Answered ask(
      Requests.Ask ask, @HeaderParam(Requests.ANSWER_WITHIN) @Nullable String within) {
    Asker asker = callers.current();
    Question question = Requests.within(within, body(ask).question(limits));
    Presence presence = Presence.of(request.getCurrent());
    return switch (flow.ask(asker, question, new Silent(presence))) {
      case Outcome.Answered answered -> Replies.Answered.of(answered);
      case Outcome.NoSources none -> Replies.Answered.of(none);
      case Outcome.Refused refused ->
          throw Replies.problem(refused.question(), refused.code(), refused.reasons());
      case Outcome.Broken broken ->
          throw Replies.problem(broken.question(), broken.code(), List.of());
    };
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Blocking // a Multi would be asked for on the event loop, and the first event is waited for
  @RunOnVirtualThread
  @Operation(
      summary = "Asks a question and streams the answer.",
      description =
          "Events: disclosure, delta, citations, done; or error with the problem once it has begun.")
  public Multi<OutboundSseEvent> stream(
      Requests.Ask ask,
      @HeaderParam(Requests.ANSWER_WITHIN) @Nullable String within,
      @Context Sse sse) {
    Asker asker = callers.current();
    Question question = Requests.within(within, body(ask).question(limits));
    return streams.open(sse, listener -> flow.ask(asker, question, listener));
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(
      summary = "A question afterwards, to its asker and to reviewers.",
      description = "With reidentify=true a reviewer sees identifiers; recorded as REIDENTIFY.")
  public Replies.Reviewed look(
      @PathParam("id") String id, @QueryParam("reidentify") boolean reidentify) {
    Asker reader = callers.current();
    UUID question = Requests.id("id", id);
    try {
      return Replies.Reviewed.of(review.look(reader, question, reidentify));
    } catch (Refusal refusal) {
      throw Replies.problem(question, refusal.code(), refusal.reasons());
    }
  }

  @GET
  @Path("/{id}/disclosure")
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(
      summary = "The very body that left for a question.",
      description =
          "With reidentify=true a reviewer sees what its tokens stand for; recorded as REIDENTIFY.")
  public Replies.Disclosed disclosure(
      @PathParam("id") String id, @QueryParam("reidentify") boolean reidentify) {
    Asker reader = callers.current();
    UUID question = Requests.id("id", id);
    try {
      return Replies.Disclosed.of(question, review.disclosure(reader, question, reidentify));
    } catch (Refusal refusal) {
      throw Replies.problem(question, refusal.code(), refusal.reasons());
    }
  }

  private static Requests.Ask body(Requests.@Nullable Ask ask) {
    if (ask == null) {
      throw Requests.invalid("The body is missing.");
    }
    return ask;
  }
}
