package dev.postern.indexer.http;

import dev.postern.indexer.http.Callers.Operator;
import dev.postern.indexer.ingest.KeepSubjects;
import dev.postern.indexer.subject.SubjectRecord;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Patients' records, from operators and feeds. */
@Path("/v1/subjects")
public class SubjectsResource {

  private final Callers callers;
  private final KeepSubjects subjects;

  @Inject
  public SubjectsResource(Callers callers, KeepSubjects subjects) {
    this.callers = callers;
    this.subjects = subjects;
  }

  /** The patient's handle. */
  public record HandleView(String handle) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public HandleView put(@Context HttpServerRequest request, @Nullable SubjectForm form) {
    Operator operator = callers.operator(request);
    if (form == null) {
      throw Invalid.request("The body is missing.");
    }
    SubjectRecord record = form.record();
    return new HandleView(
        Audited.call(() -> subjects.put(operator.name(), operator.tenant(), record)));
  }
}
