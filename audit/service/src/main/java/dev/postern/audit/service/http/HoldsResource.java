package dev.postern.audit.service.http;

import dev.postern.audit.json.Json;
import dev.postern.audit.service.shredding.Hold;
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
import java.util.Map;
import java.util.UUID;

/** Legal holds, for reviewers and the security team, in their own tenant. */
@Path("/v1/holds")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class HoldsResource {
  private final Callers callers;
  private final Shredding shredding;
  private final SubjectNames names;

  /** Over the tables of holds. */
  @Inject
  public HoldsResource(Callers callers, Shredding shredding, SubjectNames names) {
    this.callers = callers;
    this.shredding = shredding;
    this.names = names;
  }

  /** {@code {authority, identifier, code}} or {@code {day, code}} to the hold, now in force. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public byte[] set(byte[] body) {
    var who = callers.custodian();
    var named = names.read(who.tenant(), body);
    var holding = shredding.hold(named.subject(), named.code(), who.subject());
    SubjectNames.require(holding.result());
    return json(holding.hold()).canonicalBytes();
  }

  /** The holds in force; they name the matter, not the patient. */
  @GET
  public byte[] inForce() {
    var who = callers.custodian();
    return new Json.Array(
            shredding.holds(who.tenant()).stream().<Json>map(HoldsResource::json).toList())
        .canonicalBytes();
  }

  /** Ends a hold. */
  @POST
  @Path("{id}/release")
  public void release(@PathParam("id") UUID id) {
    var who = callers.custodian();
    SubjectNames.require(shredding.release(who.tenant(), id, who.subject()));
  }

  private static Json json(Hold hold) {
    return new Json.Obj(
        Map.of(
            "id", Json.text(hold.id().toString()),
            "code", Json.text(hold.matter()),
            "set_by", Json.text(hold.setBy()),
            "set_at", Json.text(hold.setAt().toString())));
  }
}
