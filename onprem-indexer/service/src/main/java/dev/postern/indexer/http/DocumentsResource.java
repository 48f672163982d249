package dev.postern.indexer.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.indexer.http.Callers.Operator;
import dev.postern.indexer.ingest.DocumentRegister;
import dev.postern.indexer.ingest.DocumentRegister.Accepted;
import dev.postern.indexer.ingest.IngestWorkers;
import dev.postern.indexer.ingest.JobReport;
import dev.postern.indexer.ingest.ManageDocuments;
import dev.postern.indexer.ingest.Upload;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents, their jobs and the quarantine: for operators, each within their own tenant. */
@Path("/v1")
public class DocumentsResource {

  private static final int PAGE = 200;

  private final Callers callers;
  private final ManageDocuments documents;
  private final DocumentRegister register;
  private final IngestWorkers workers;
  private final ObjectMapper json;

  @Inject
  public DocumentsResource(
      Callers callers,
      ManageDocuments documents,
      DocumentRegister register,
      IngestWorkers workers,
      ObjectMapper json) {
    this.callers = callers;
    this.documents = documents;
    this.register = register;
    this.workers = workers;
    this.json = json;
  }

  /** What an upload became. */
  public record AcceptedView(UUID documentId, UUID job) {}

  /** Quarantined jobs; {@code next} continues after the last of them. */
  public record QuarantineView(List<JobReport> quarantined, @Nullable UUID next) {}

  @POST
  @Path("/documents")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response accept(@Context HttpServerRequest request, @BeanParam DocumentForm form) {
    Operator operator = callers.operator(request);
    Upload upload = form.upload(operator.tenant(), json);
    Accepted accepted = Audited.call(() -> documents.accept(operator.name(), upload));
    workers.wake();
    return Response.accepted(new AcceptedView(accepted.document(), accepted.job())).build();
  }

  @GET
  @Path("/documents/{id}")
  public DocumentView look(@Context HttpServerRequest request, @PathParam("id") String id) {
    Operator operator = callers.operator(request);
    return Audited.call(() -> documents.look(operator.name(), operator.tenant(), Invalid.id(id)))
        .map(DocumentView::of)
        .orElseThrow(DocumentsResource::notFound);
  }

  @DELETE
  @Path("/documents/{id}")
  public void remove(@Context HttpServerRequest request, @PathParam("id") String id) {
    Operator operator = callers.operator(request);
    UUID document = Invalid.id(id);
    if (!Audited.call(() -> documents.remove(operator.name(), operator.tenant(), document))) {
      throw notFound();
    }
  }

  @PUT
  @Path("/documents/{id}/acl")
  @Consumes(MediaType.APPLICATION_JSON)
  public void setRights(
      @Context HttpServerRequest request, @PathParam("id") String id, @Nullable AclView acl) {
    Operator operator = callers.operator(request);
    UUID document = Invalid.id(id);
    if (acl == null) {
      throw Invalid.request("The body is missing.");
    }
    if (!Audited.call(
        () -> documents.setRights(operator.name(), operator.tenant(), document, acl.rights()))) {
      throw notFound();
    }
  }

  @GET
  @Path("/jobs/{id}")
  public JobReport job(@Context HttpServerRequest request, @PathParam("id") String id) {
    Operator operator = callers.operator(request);
    return register.job(operator.tenant(), Invalid.id(id)).orElseThrow(DocumentsResource::notFound);
  }

  @GET
  @Path("/quarantine")
  public QuarantineView quarantined(
      @Context HttpServerRequest request, @QueryParam("after") @Nullable String after) {
    Operator operator = callers.operator(request);
    Optional<UUID> from = Optional.ofNullable(after).map(Invalid::id);
    List<JobReport> jobs =
        Audited.call(() -> documents.quarantined(operator.name(), operator.tenant(), from, PAGE));
    return new QuarantineView(jobs, jobs.size() < PAGE ? null : jobs.getLast().job());
  }

  @POST
  @Path("/quarantine/{id}/release")
  public Response release(@Context HttpServerRequest request, @PathParam("id") String id) {
    Operator operator = callers.operator(request);
    UUID job = Invalid.id(id);
    if (!Audited.call(() -> documents.release(operator.name(), operator.tenant(), job))) {
      throw notFound();
    }
    workers.wake();
    return Response.accepted().build();
  }

  @DELETE
  @Path("/quarantine/{id}")
  public void forget(@Context HttpServerRequest request, @PathParam("id") String id) {
    Operator operator = callers.operator(request);
    UUID job = Invalid.id(id);
    if (!Audited.call(() -> documents.forget(operator.name(), operator.tenant(), job))) {
      throw notFound();
    }
  }

  private static ProblemException notFound() {
    return new ProblemException(ProblemCode.NOT_FOUND);
  }
}
