package dev.postern.bridge.http;

import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET /v1/models}: the routes, as OpenAI's clients list models. */
@Path("/v1/models")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ModelsResource {
  private final Callers callers;
  private final ChatSettings settings;

  public ModelsResource(Callers callers, ChatSettings settings) {
    this.callers = callers;
    this.settings = settings;
  }

  @GET
  @Operation(
      summary = "The routes by name, as models.",
      description = "Which of them a question may take is policy's to say, question by question.")
  public ChatReplies.Models all() {
    var unused = callers.current();
    return ChatReplies.Models.of(settings.routes());
  }

  @GET
  @Path("/{model}")
  @Operation(summary = "One route, as a model.")
  public ChatReplies.Model one(@PathParam("model") String model) {
    var unused = callers.current();
    return settings.routes().stream()
        .filter(route -> route.name().equals(model))
        .findFirst()
        .map(ChatReplies.Model::of)
        .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
  }
}
