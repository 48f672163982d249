package dev.postern.audit.service.http;

import dev.postern.audit.service.sequencer.CheckpointStore;
import dev.postern.audit.service.sequencer.EndedLogs;
import dev.postern.audit.service.sequencer.Evidence;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import org.jspecify.annotations.Nullable;

/** The evidence for one entry as a file (C2SP tlog-proof): hashes only, for anyone known here. */
@Path("/v1/proof")
@RunOnVirtualThread
public class ProofsResource {
  private final Callers callers;
  private final CheckpointStore store;
  private final Evidence evidence;
  private final EndedLogs ended;
  private final HttpSettings settings;

  /** Over the log's tiles. */
  @Inject
  public ProofsResource(
      Callers callers,
      CheckpointStore store,
      Evidence evidence,
      EndedLogs ended,
      HttpSettings settings) {
    this.callers = callers;
    this.store = store;
    this.evidence = evidence;
    this.ended = ended;
    this.settings = settings;
  }

  /**
   * The proof; waits a little for a checkpoint that covers the entry.
   *
   * @param log the origin of the log that holds it; the present one where it is not said
   */
  @GET
  @Path("{index}")
  @Produces("text/plain; charset=utf-8")
  public String proof(
      @Context HttpServerRequest request,
      @PathParam("index") long index,
      @QueryParam("log") @Nullable String log) {
    callers.anyone(request);
    if (log != null && !log.equals(settings.origin())) {
      var one = ended.called(log).orElseThrow(Answers::notFound);
      return Evidence.in(ended.checkpoints(one), Math.max(index, 0))
          .filter(proof -> proof.index() == index)
          .orElseThrow(Answers::notFound)
          .format();
    }
    if (index < 0 || index >= store.head().size()) {
      throw Answers.notFound();
    }
    return evidence.of(index).orElseThrow(Answers::notYetSigned).format();
  }
}
