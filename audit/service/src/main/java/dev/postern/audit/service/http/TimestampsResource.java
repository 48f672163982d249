package dev.postern.audit.service.http;

import static java.util.stream.Collectors.joining;

import dev.postern.audit.service.sequencer.CheckpointStore.Kept;
import dev.postern.audit.service.sequencer.TimestampStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Time stamps (RFC 3161) of checkpoints, as files beside the log's own. */
@Path("/timestamps")
@RunOnVirtualThread
public class TimestampsResource {
  private static final String IMMUTABLE = "private, max-age=31536000, immutable";

  private final Callers callers;
  private final TimestampStore store;

  /** Over the stamps. */
  @Inject
  public TimestampsResource(Callers callers, TimestampStore store) {
    this.callers = callers;
    this.store = store;
  }

  /** The sizes of the stamped checkpoints, a line each. */
  @GET
  @Path("sizes")
  @Produces("text/plain; charset=utf-8")
  public String sizes(@Context HttpServerRequest request) {
    callers.anyone(request);
    return store.sizes().stream().map(size -> size + "\n").collect(joining());
  }

  /** A stamped checkpoint. */
  @GET
  @Path("{size: [0-9]+}.checkpoint")
  @Produces("text/plain; charset=utf-8")
  public Response checkpoint(@Context HttpServerRequest request, @PathParam("size") long size) {
    callers.anyone(request);
    return kept(store.checkpoint(size).map(Kept::note));
  }

  /** Its stamp: over the checkpoint's lines up to the empty one, the last newline included. */
  @GET
  @Path("{size: [0-9]+}.tsr")
  @Produces("application/timestamp-reply")
  public Response response(@Context HttpServerRequest request, @PathParam("size") long size) {
    callers.anyone(request);
    return kept(store.response(size));
  }

  private static Response kept(Optional<?> file) {
    return Response.ok(file.orElseThrow(Answers::notFound))
        .header("Cache-Control", IMMUTABLE)
        .build();
  }
}
