package dev.postern.audit.service.http;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.service.review.Decided;
import dev.postern.audit.service.review.Exports;
import dev.postern.audit.service.review.Exports.What;
import dev.postern.audit.service.sequencer.LogReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the questions of a period were decided from, still encrypted, to the bridge with the token
 * of a person who may read it; no other part of a payload is handed out here.
 */
@Path("/v1/decisions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DecisionsResource {
  private final Callers callers;
  private final Exports exports;
  private final LogReader reader;
  private final HttpSettings settings;

  /** Over the log's entries. */
  @Inject
  public DecisionsResource(
      Callers callers, Exports exports, LogReader reader, HttpSettings settings) {
    this.callers = callers;
    this.exports = exports;
    this.reader = reader;
    this.settings = settings;
  }

  /** {@code {from?, to?}} (times of commit) to {@code {id, log, first, end}}; recorded. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public byte[] begin(@Context HttpServerRequest request, byte[] body) {
    callers.bridge(request);
    var person = callers.readerOfDecisions();
    var period = Period.of(body);
    var export =
        exports
            .begin(person, What.DECISIONS, period.from(), period.to())
            .orElseThrow(Answers::notRecorded);
    return ExportsResource.begun(export, settings).canonicalBytes();
  }

  /**
   * One window: {@code {decided: [{entry, question, committed_at, payload}], keys, next}}, where
   * payload is base64, or null where nothing was kept.
   */
  @GET
  @Path("{id}")
  public byte[] window(
      @Context HttpServerRequest request,
      @PathParam("id") UUID id,
      @QueryParam("from") @Nullable Long from) {
    callers.bridge(request);
    var person = callers.readerOfDecisions();
    var export = exports.find(person, What.DECISIONS, id).orElseThrow(Answers::notFound);
    var window = exports.decisions(person, export, ExportsResource.first(export, from));
    var keys = new TreeSet<UUID>();
    var decided = new ArrayList<Json>();
    for (var each : window.decided()) {
      write(each, keys).ifPresent(decided::add);
    }
    var wrapped = SubjectKeysResource.write(reader.keys(List.copyOf(keys)));
    return new Json.Obj(
            Map.of(
                "decided", new Json.Array(decided),
                "keys", Fields.of(wrapped).required("keys"),
                "next", Json.number(window.next())))
        .canonicalBytes();
  }

  /** Nothing of a question that ended before anything was decided. */
  private static Optional<Json> write(Decided decided, TreeSet<UUID> keys) {
    var members = new TreeMap<String, Json>();
    members.put("entry", Json.text(decided.entry().toString()));
    members.put("question", Json.text(decided.question().toString()));
    members.put("committed_at", Json.text(decided.committedAt().toString()));
    var payload = decided.payload();
    if (payload == null) {
      members.put("payload", Json.text(null));
    } else {
      var parts = SealedParts.of(payload).only("decision_input");
      if (parts.parts().isEmpty()) {
        return Optional.empty();
      }
      keys.addAll(parts.keys());
      var bytes = parts.payload().canonicalBytes();
      members.put("payload", Json.text(Base64.getEncoder().encodeToString(bytes)));
    }
    return Optional.of(new Json.Obj(members));
  }
}
