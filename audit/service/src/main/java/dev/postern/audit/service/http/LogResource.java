package dev.postern.audit.service.http;

import dev.postern.audit.log.TilePath;
import dev.postern.audit.service.sequencer.AccessLog;
import dev.postern.audit.service.sequencer.CheckpointStore;
import dev.postern.audit.service.sequencer.Publication;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The log's files (C2SP tlog-tiles): for mirrors, and for verifiers we did not write. */
@Path("/")
@RunOnVirtualThread
public class LogResource {
  private static final String IMMUTABLE = "private, max-age=31536000, immutable";

  private final Callers callers;
  private final CheckpointStore store;
  private final Publication publication;
  private final AccessLog accesses;
  private final HttpSettings settings;

  /** Over the checkpoints and tiles. */
  @Inject
  public LogResource(
      Callers callers,
      CheckpointStore store,
      Publication publication,
      AccessLog accesses,
      HttpSettings settings) {
    this.callers = callers;
    this.store = store;
    this.publication = publication;
    this.accesses = accesses;
    this.settings = settings;
  }

  /** The newest signed checkpoint, with the cosignatures of the witnesses that answer. */
  @GET
  @Path("checkpoint")
  @Produces("text/plain; charset=utf-8")
  public Response checkpoint(@Context HttpServerRequest request) throws InterruptedException {
    callers.anyone(request);
    var kept = publication.newest().orElseThrow(Answers::notFound);
    return Response.ok(kept.note()).header("Cache-Control", "private, max-age=1").build();
  }

  /** A tile, full or partial; entry bundles hold all tenants' entries, so who reads is recorded. */
  @GET
  @Path("tile/{path:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public Response tile(@Context HttpServerRequest request, @PathParam("path") String path) {
    var tile = parse(path);
    if (tile.level() != TilePath.ENTRIES) {
      callers.anyone(request);
    } else if (!accesses.readsLog(callers.ofWholeLog(request))) {
      throw Answers.notRecorded();
    }
    if (tile.prunable(settings.minimumIndex())) {
      throw Answers.notFound();
    }
    try {
      var bytes = store.tiles(store.head().size()).read(tile.toString());
      return Response.ok(bytes.orElseThrow(Answers::notFound))
          .header("Cache-Control", IMMUTABLE)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException("a tile cannot be read", e);
    }
  }

  static TilePath parse(String path) {
    try {
      return TilePath.parse("tile/" + path);
    } catch (IllegalArgumentException e) {
      throw Answers.notFound();
    }
  }
}
