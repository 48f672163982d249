package dev.postern.bridge.http;

import dev.postern.runtime.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Problems in OpenAI's shape on the paths of its clients. */
public class ChatErrors {
  /** Those clients try 409 and 5xx again by themselves unless this says no. */
  private static final String RETRY = "x-should-retry";

  @ServerResponseFilter
  public void shape(ContainerRequestContext request, ContainerResponseContext response) {
    String path = request.getUriInfo().getPath();
    boolean theirs = path.contains("v1/chat/") || path.contains("v1/models");
    if (theirs && response.getEntity() instanceof Problem problem) {
      response.setEntity(ChatReplies.Failure.of(problem), null, MediaType.APPLICATION_JSON_TYPE);
      if (problem.status() == 409 || problem.status() == 502) {
        response.getHeaders().putSingle(RETRY, "false"); // it is settled, or something left
      }
    }
  }
}
