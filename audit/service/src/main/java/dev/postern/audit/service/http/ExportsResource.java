package dev.postern.audit.service.http;

import dev.postern.audit.export.ExportFormat;
import dev.postern.audit.json.Json;
import dev.postern.audit.service.review.Exports;
import dev.postern.audit.service.review.Exports.Export;
import dev.postern.audit.service.review.Exports.What;
import dev.postern.audit.service.review.Reviewer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Parts of the log to take away, window by window, for auditors and reviewers. */
@Path("/v1/exports")
@RunOnVirtualThread
public class ExportsResource {
  private final Callers callers;
  private final Exports exports;
  private final HttpSettings settings;

  /** Over the log's entries. */
  @Inject
  public ExportsResource(Callers callers, Exports exports, HttpSettings settings) {
    this.callers = callers;
    this.exports = exports;
    this.settings = settings;
  }

  /** {@code {from?, to?}} (times of commit) to {@code {id, log, first, end}}; recorded. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] begin(byte[] body) {
    var reviewer = callers.reviewer();
    var period = Period.of(body);
    var export =
        exports
            .begin(reviewer, What.ENTRIES, period.from(), period.to())
            .orElseThrow(Answers::notRecorded);
    return begun(export, settings).canonicalBytes();
  }

  static Json begun(Export export, HttpSettings settings) {
    return new Json.Obj(
        Map.of(
            "id", Json.text(export.id().toString()),
            "log", Json.text(settings.origin()),
            "first", Json.number(export.first()),
            "end", Json.number(export.end())));
  }

  /** The assessment results (OSCAL) over the whole export. */
  @GET
  @Path("{id}/oscal")
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] oscal(@PathParam("id") UUID id) {
    var reviewer = callers.reviewer();
    return exports.oscal(reviewer, found(reviewer, id)).canonicalBytes();
  }

  /**
   * The lines of one window; {@code Postern-Next} says where the next one begins, the export's end
   * when there is none.
   */
  @GET
  @Path("{id}/{format}")
  public Response lines(
      @PathParam("id") UUID id,
      @PathParam("format") String format,
      @QueryParam("from") @Nullable Long from) {
    var reviewer = callers.reviewer();
    var named = ExportFormat.named(format).orElseThrow(Answers::notFound);
    var export = found(reviewer, id);
    long first = first(export, from);
    var chunk = exports.lines(reviewer, export, named, first);
    return Response.ok(chunk.text().getBytes(StandardCharsets.UTF_8))
        .type(named.mediaType())
        .header("Postern-Next", chunk.next())
        .build();
  }

  /** Where a window begins. */
  static long first(Export export, @Nullable Long from) {
    long first = from == null ? export.first() : from;
    if (first < export.first() || first > export.end()) {
      throw Answers.invalid("The window begins outside the export.");
    }
    return first;
  }

  private Export found(Reviewer reviewer, UUID id) {
    return exports.find(reviewer, What.ENTRIES, id).orElseThrow(Answers::notFound);
  }
}
