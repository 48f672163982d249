package dev.postern.audit.service.http;

import dev.postern.audit.json.Json;
import dev.postern.audit.service.shredding.Destruction;
import dev.postern.audit.service.shredding.Shredding;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Destroying content for ever: one person asks, another agrees, a hold outranks both. */
@Path("/v1/destructions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DestructionsResource {
  private final Callers callers;
  private final Shredding shredding;
  private final SubjectNames names;

  /** Over the tables of destructions. */
  @Inject
  public DestructionsResource(Callers callers, Shredding shredding, SubjectNames names) {
    this.callers = callers;
    this.shredding = shredding;
    this.names = names;
  }

  /** {@code {authority, identifier, code}} or {@code {day, code}} to the wish. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public byte[] ask(byte[] body) {
    var who = callers.custodian();
    var named = names.read(who.tenant(), body);
    var asking = shredding.ask(named.subject(), named.code(), who.subject());
    SubjectNames.require(asking.result());
    return json(asking.destruction()).canonicalBytes();
  }

  /** Agrees, as another person than the one who asked. */
  @POST
  @Path("{id}/approve")
  public byte[] approve(@PathParam("id") UUID id) {
    var who = callers.custodian();
    SubjectNames.require(shredding.approve(who.tenant(), id, who.subject()));
    return state(id);
  }

  /** What waits for a second approver. */
  @GET
  public byte[] asked() {
    var who = callers.custodian();
    return new Json.Array(
            shredding.asked(who.tenant()).stream().<Json>map(DestructionsResource::json).toList())
        .canonicalBytes();
  }

  /** How far it is. */
  @GET
  @Path("{id}")
  public byte[] state(@PathParam("id") UUID id) {
    var who = callers.custodian();
    return shredding
        .destruction(who.tenant(), id)
        .map(DestructionsResource::json)
        .orElseThrow(Answers::notFound)
        .canonicalBytes();
  }

  private static Json json(Destruction destruction) {
    return new Json.Obj(
        Map.of(
            "id", Json.text(destruction.id().toString()),
            "code", Json.text(destruction.reason()),
            "asked_by", Json.text(destruction.askedBy()),
            "approved_by", Json.text(destruction.approvedBy()),
            "state", Json.text(destruction.state().name().toLowerCase(Locale.ROOT))));
  }
}
