package dev.postern.audit.service.http;

import dev.postern.audit.service.sequencer.CheckpointStore;
import dev.postern.audit.service.sequencer.Evidence;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

/** The evidence for one entry as a file (C2SP tlog-proof): hashes only, for anyone known here. */
@Path("/v1/proof")
@RunOnVirtualThread
public class ProofsResource {
  private final Callers callers;
  private final CheckpointStore store;
  private final Evidence evidence;

  /** Over the log's tiles. */
  @Inject
  public ProofsResource(Callers callers, CheckpointStore store, Evidence evidence) {
    this.callers = callers;
    this.store = store;
    this.evidence = evidence;
  }

  /** The proof; waits a little for a checkpoint that covers the entry. */
  @GET
  @Path("{index}")
  @Produces("text/plain; charset=utf-8")
  public String proof(@Context HttpServerRequest request, @PathParam("index") long index) {
    callers.anyone(request);
    if (index < 0 || index >= store.head().size()) {
      throw Answers.notFound();
    }
    return evidence.of(index).orElseThrow(Answers::notYetSigned).format();
  }
}
