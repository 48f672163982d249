package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Conversations;
import dev.postern.bridge.disclosure.Purpose;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.runtime.ids.Ids;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/conversations}. */
@Path("/v1/conversations")
@Authenticated
public class ConversationsResource {
  private final Conversations conversations;
  private final Callers callers;

  public ConversationsResource(Conversations conversations, Callers callers) {
    this.conversations = conversations;
    this.callers = callers;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(summary = "Begins a conversation; it belongs to the caller and one purpose of use.")
  public Replies.Begun begin(Requests.@Nullable Begin body) {
    Asker asker = callers.current();
    Purpose purpose = Requests.purpose(body == null ? null : body.purposeOfUse());
    try {
      return new Replies.Begun(conversations.begin(asker, purpose).id().toString());
    } catch (Refusal refusal) {
      throw Replies.problem(Ids.next(), refusal.code(), refusal.reasons());
    }
  }
}
