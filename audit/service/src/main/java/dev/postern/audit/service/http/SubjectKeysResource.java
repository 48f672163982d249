package dev.postern.audit.service.http;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.service.sequencer.SubjectKey;
import dev.postern.audit.service.sequencer.SubjectKeys;
import dev.postern.audit.service.shredding.Shredding;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The wrapped keys under which the bridge encrypts payloads; for the bridge only. */
@Path("/v1/subject-keys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SubjectKeysResource {
  private static final int AT_ONCE = 1000;

  private final Callers callers;
  private final SubjectKeys keys;
  private final Shredding shredding;

  /** Over the tables of keys. */
  @Inject
  public SubjectKeysResource(Callers callers, SubjectKeys keys, Shredding shredding) {
    this.callers = callers;
    this.keys = keys;
    this.shredding = shredding;
  }

  /** {@code {tenant, subjects}} to {@code {keys}}: those that exist. */
  @POST
  @Path("lookup")
  public byte[] lookup(@Context HttpServerRequest request, byte[] body) {
    callers.bridge(request);
    return read(
        body,
        fields -> {
          var tenant = fields.text("tenant");
          var subjects = fields.texts("subjects");
          fields.done();
          requireFew(subjects);
          return keys.lookup(tenant, subjects);
        });
  }

  /** {@code {tenant, keys}} to {@code {keys}}: the one that each subject has from now on. */
  @POST
  public byte[] keep(@Context HttpServerRequest request, byte[] body) {
    callers.bridge(request);
    return read(
        body,
        fields -> {
          var tenant = fields.text("tenant");
          var offered = fields.array("keys").stream().map(SubjectKeysResource::key).toList();
          fields.done();
          requireFew(offered);
          return keys.keep(tenant, offered);
        });
  }

  /** {@code ?after=N} to {@code {keys: [{serial, key_id, tenant, subject}]}}: gone for ever. */
  @GET
  @Path("destroyed")
  public byte[] destroyed(
      @Context HttpServerRequest request, @QueryParam("after") @DefaultValue("0") long after) {
    callers.bridge(request);
    var gone =
        shredding.destroyedAfter(after).stream()
            .<Json>map(
                key ->
                    new Json.Obj(
                        Map.of(
                            "serial", Json.number(key.serial()),
                            "key_id", Json.text(key.keyId().toString()),
                            "tenant", Json.text(key.subject().tenant()),
                            "subject", Json.text(key.subject().name()))))
            .toList();
    return new Json.Obj(Map.of("keys", new Json.Array(gone))).canonicalBytes();
  }

  private static void requireFew(List<?> items) {
    if (items.isEmpty() || items.size() > AT_ONCE) {
      throw new IllegalArgumentException("1 to " + AT_ONCE + " at once");
    }
  }

  private static byte[] read(byte[] body, Function<Fields, List<SubjectKey>> work) {
    try {
      return write(work.apply(Fields.of(Answers.body(body)))).canonicalBytes();
    } catch (IllegalArgumentException e) {
      throw Answers.invalid("The body names a tenant and 1 to 1000 subjects or keys.");
    }
  }

  private static SubjectKey key(Json json) {
    var fields = Fields.of(json);
    var key =
        new SubjectKey(
            UUID.fromString(fields.text("key_id")), fields.text("subject"), fields.text("wrapped"));
    fields.done();
    return key;
  }

  static Json write(List<SubjectKey> keys) {
    return new Json.Obj(
        Map.of(
            "keys",
            new Json.Array(
                keys.stream()
                    .<Json>map(
                        key ->
                            new Json.Obj(
                                Map.of(
                                    "key_id", Json.text(key.keyId().toString()),
                                    "subject", Json.text(key.subject()),
                                    "wrapped", Json.text(key.wrapped()))))
                    .toList())));
  }
}
