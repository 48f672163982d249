package dev.postern.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.bridge.disclosure.AnswerQuestion;
import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Outcome;
import dev.postern.bridge.http.ChatReplies.Completion;
import dev.postern.bridge.http.ChatReplies.Told;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import dev.postern.runtime.problem.WithoutContent;
import io.opentelemetry.context.Context;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/chat/completions}: the same flow for OpenAI's clients. The API key is the asker's
 * own token, the model a route, the last message the question.
 */
@Path("/v1/chat/completions")
@Authenticated
public class ChatResource {
  private static final System.Logger LOGGER = System.getLogger(ChatResource.class.getName());
  private final AnswerQuestion flow;
  private final Callers callers;
  private final Limits limits;
  private final ChatSettings settings;
  private final ObjectMapper json;
  private final Clock clock;
  private final CurrentVertxRequest connection;
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();

  public ChatResource(
      AnswerQuestion flow,
      Callers callers,
      Limits limits,
      ChatSettings settings,
      ObjectMapper json,
      Clock clock,
      CurrentVertxRequest connection) {
    this.flow = flow;
    this.callers = callers;
    this.limits = limits;
    this.settings = settings;
    this.json = json;
    this.clock = clock;
    this.connection = connection;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(
      summary = "Chat completions for OpenAI's clients, streamed or whole.",
      description =
          "model is a route of GET /v1/models; the last message is the question, those before it are"
              + " history. Purpose by the header X-Purpose-Of-Use or metadata.purpose_of_use;"
              + " conversation by metadata.conversation_id. Citations and receipt under postern.")
  public Response complete(
      @HeaderParam("X-Purpose-Of-Use") List<String> purposes,
      @HeaderParam(Requests.ANSWER_WITHIN) @Nullable String within,
      @Nullable JsonNode body) {
    Asker asker = callers.current();
    if (body == null) {
      throw Requests.invalid("The body is missing.");
    }
    ChatRequest request = ChatRequest.read(body, purposes, limits, settings).within(within);
    Instant now = clock.instant();
    if (request.stream()) {
      return stream(asker, request, now);
    }
    Told told =
        told(flow.ask(asker, request.question(), new Silent(Presence.of(connection.getCurrent()))));
    return Response.ok(Completion.of(request.question(), now, told))
        .type(MediaType.APPLICATION_JSON_TYPE)
        .build();
  }

  private Response stream(Asker asker, ChatRequest request, Instant now) {
    ChatStream stream = new ChatStream(json, request, now, Presence.of(connection.getCurrent()));
    work.execute(Context.current().wrap(() -> tell(asker, request, stream)));
    stream.awaitBegin();
    return Response.ok(stream)
        .type(MediaType.SERVER_SENT_EVENTS_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private void tell(Asker asker, ChatRequest request, ChatStream stream) {
    String id = request.question().id().toString();
    try {
      stream.done(told(flow.ask(asker, request.question(), stream)));
    } catch (ProblemException problem) {
      stream.fail(problem, problem.problem(id));
    } catch (RuntimeException unforeseen) {
      LOGGER.log(
          System.Logger.Level.ERROR,
          "a chat ended unforeseen: {0}",
          WithoutContent.describe(unforeseen));
      ProblemException problem = new ProblemException(ProblemCode.OVERLOADED);
      stream.fail(problem, problem.problem(id));
    }
  }

  private static Told told(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> Told.of(answered);
      case Outcome.NoSources none -> Told.of(none);
      case Outcome.Refused refused ->
          throw Replies.problem(refused.question(), refused.code(), refused.reasons());
      case Outcome.Broken broken ->
          throw Replies.problem(broken.question(), broken.code(), List.of());
    };
  }
}
