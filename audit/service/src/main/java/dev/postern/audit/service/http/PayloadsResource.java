package dev.postern.audit.service.http;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Member;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.service.sequencer.EndedLogs;
import dev.postern.audit.service.sequencer.LogReader;
import dev.postern.runtime.identity.Asker;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Ciphertext and wrapped keys, to the bridge, with the token of the asker or of a reviewer. The
 * bridge decrypts, and records who looked.
 */
@Path("/v1/payloads")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PayloadsResource {
  private final Callers callers;
  private final LogReader present;
  private final EndedLogs ended;

  /** Over the log's tables, and those of the logs that it continues. */
  @Inject
  public PayloadsResource(Callers callers, LogReader present, EndedLogs ended) {
    this.callers = callers;
    this.present = present;
    this.ended = ended;
  }

  /** The payload of an entry: {@code {index, leaf, payload, subjects, keys}}. */
  @GET
  @Path("{entry_id}")
  public byte[] payload(@Context HttpServerRequest request, @PathParam("entry_id") UUID entryId) {
    callers.bridge(request);
    var person = callers.person();
    var reader =
        ended.after(present).stream()
            .filter(log -> log.entry(entryId).isPresent())
            .findFirst()
            .orElseThrow(Answers::notFound);
    var stored =
        reader
            .entry(entryId)
            .filter(found -> maySee(person, found.entry()))
            .orElseThrow(Answers::notFound);
    var payload = reader.payload(stored.index()).orElseThrow(Answers::notFound);
    var keys = reader.keys(SealedParts.of(payload).keys());
    var members = new TreeMap<String, Json>();
    members.put("index", Json.number(stored.index()));
    members.put("leaf", base64(stored.entry().leaf()));
    members.put("payload", base64(payload.bytes()));
    members.put("subjects", Json.texts(reader.patients(stored.index())));
    members.put("keys", Fields.of(SubjectKeysResource.write(keys)).required("keys"));
    return new Json.Obj(members).canonicalBytes();
  }

  /** The asker of their own, a reviewer or the security team of their tenant's. */
  private static boolean maySee(Asker person, Entry entry) {
    var actor = entry.get(Member.ACTOR);
    boolean own = actor != null && actor.subject().equals(person.subject());
    boolean reviews = person.hasRole("reviewer") || person.hasRole("security");
    return person.tenant().equals(entry.tenant()) && (own || reviews);
  }

  private static Json base64(byte[] bytes) {
    return Json.text(Base64.getEncoder().encodeToString(bytes));
  }
}
