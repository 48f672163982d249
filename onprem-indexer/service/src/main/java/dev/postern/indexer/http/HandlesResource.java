package dev.postern.indexer.http;

import dev.postern.indexer.http.SubjectsResource.HandleView;
import dev.postern.indexer.subject.Handles;
import dev.postern.runtime.identity.Askers;
import io.quarkus.oidc.BearerTokenAuthentication;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Handles for the bridge, in the asker's tenant; whether the patient exists is not told. */
@Path("/v1/handles")
@BearerTokenAuthentication
public class HandlesResource {

  private final Callers callers;
  private final Askers askers;
  private final Handles handles;

  @Inject
  public HandlesResource(Callers callers, Askers askers, Handles handles) {
    this.callers = callers;
    this.askers = askers;
    this.handles = handles;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public HandleView handle(@Context HttpServerRequest request, @Nullable PatientIdView patient) {
    callers.bridge(request);
    String tenant = askers.current().tenant();
    if (patient == null) {
      throw Invalid.request("The body is missing.");
    }
    return new HandleView(handles.of(tenant, List.of(patient.patient())).getFirst());
  }
}
