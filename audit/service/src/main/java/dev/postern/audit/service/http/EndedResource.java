package dev.postern.audit.service.http;

import dev.postern.audit.json.Json;
import dev.postern.audit.log.TilePath;
import dev.postern.audit.service.sequencer.AccessLog;
import dev.postern.audit.service.sequencer.Beginnings;
import dev.postern.audit.service.sequencer.EndedLogs;
import dev.postern.audit.service.sequencer.EndedLogs.Ended;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;

/**
 * The logs that ended here: their files (C2SP tlog-tiles), so that they are verified as the present
 * one is, and how each log began that continues another.
 */
@Path("/")
@RunOnVirtualThread
public class EndedResource {
  private final Callers callers;
  private final EndedLogs logs;
  private final Beginnings beginnings;
  private final AccessLog accesses;

  /** Over what is left of them. */
  @Inject
  public EndedResource(Callers callers, EndedLogs logs, Beginnings beginnings, AccessLog accesses) {
    this.callers = callers;
    this.logs = logs;
    this.beginnings = beginnings;
    this.accesses = accesses;
  }

  /**
   * The logs that ended, oldest first: {@code [{number, log, last}]}, where last is the checkpoint
   * that the next log's first entry names.
   */
  @GET
  @Path("v1/ended")
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] all(@Context HttpServerRequest request) {
    callers.anyone(request);
    return new Json.Array(logs.all().stream().<Json>map(EndedResource::shown).toList())
        .canonicalBytes();
  }

  private static Json shown(Ended ended) {
    return new Json.Obj(
        Map.of(
            "number", Json.number((long) ended.serial()),
            "log", Json.text(ended.origin()),
            "last", Json.text(ended.last().format())));
  }

  /**
   * The first entry of each log that continues another, oldest first, with its proof: {@code
   * [{leaf, proof}]}.
   */
  @GET
  @Path("v1/beginnings")
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] beginnings(@Context HttpServerRequest request) {
    var unused = callers.writer(request);
    return new Json.Array(beginnings.all().stream().<Json>map(EndedResource::shown).toList())
        .canonicalBytes();
  }

  private static Json shown(Beginnings.Beginning beginning) {
    var leaf = Base64.getEncoder().encodeToString(beginning.entry().leaf());
    return new Json.Obj(
        Map.of("leaf", Json.text(leaf), "proof", Json.text(beginning.proof().format())));
  }

  /** The newest checkpoint that is left of it. */
  @GET
  @Path("ended/{number}/checkpoint")
  @Produces("text/plain; charset=utf-8")
  public String checkpoint(@Context HttpServerRequest request, @PathParam("number") int number) {
    callers.anyone(request);
    return logs.checkpoints(ended(number)).latest().orElseThrow(Answers::notFound).note();
  }

  /** One of its tiles; entry bundles hold all tenants' entries, so who reads is recorded. */
  @GET
  @Path("ended/{number}/tile/{path:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public byte[] tile(
      @Context HttpServerRequest request,
      @PathParam("number") int number,
      @PathParam("path") String path) {
    var tile = LogResource.parse(path);
    if (tile.level() != TilePath.ENTRIES) {
      callers.anyone(request);
    } else if (!accesses.readsLog(callers.ofWholeLog(request))) {
      throw Answers.notRecorded();
    }
    var log = logs.checkpoints(ended(number));
    try {
      return log.tiles(log.head().size()).read(tile.toString()).orElseThrow(Answers::notFound);
    } catch (IOException e) {
      throw new UncheckedIOException("a tile cannot be read", e);
    }
  }

  private Ended ended(int number) {
    return logs.numbered(number).orElseThrow(Answers::notFound);
  }
}
