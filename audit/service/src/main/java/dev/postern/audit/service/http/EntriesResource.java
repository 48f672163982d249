package dev.postern.audit.service.http;

import dev.postern.audit.entry.AccessRef;
import dev.postern.audit.json.Json;
import dev.postern.audit.service.sequencer.AccessLog;
import dev.postern.audit.service.sequencer.Evidence;
import dev.postern.audit.service.sequencer.LogReader;
import dev.postern.audit.service.sequencer.LogReader.Stored;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
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
import java.util.Map;

/** Reading single entries with their proof. */
@Path("/v1/entries")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EntriesResource {
  private final Callers callers;
  private final LogReader reader;
  private final Evidence evidence;
  private final AccessLog accesses;

  /** Over the service's parts. */
  @Inject
  public EntriesResource(Callers callers, LogReader reader, Evidence evidence, AccessLog accesses) {
    this.callers = callers;
    this.reader = reader;
    this.evidence = evidence;
    this.accesses = accesses;
  }

  /**
   * One entry with its proof: for the indexer, for an auditor, and for a reviewer of the entry's
   * tenant.
   */
  @GET
  @Path("{index}")
  public byte[] entry(@Context HttpServerRequest request, @PathParam("index") long index) {
    boolean machine = callers.isIndexer(request);
    var person = machine ? null : callers.person();
    var stored = index < 0 ? null : reader.entry(index).orElse(null);
    if (person != null) {
      boolean auditor = person.hasRole("auditor");
      if (!auditor && !person.hasRole("reviewer")) {
        throw new ProblemException(
            ProblemCode.FORBIDDEN, "This needs the role reviewer or auditor.");
      }
      if (stored == null || !auditor && !person.tenant().equals(stored.entry().tenant())) {
        throw Answers.notFound();
      }
      var who = new AccessLog.Reader(person.subject(), person.tenant());
      if (!accesses.reads(who, AccessRef.Kind.ENTRIES, Long.toString(index))) {
        throw Answers.notRecorded();
      }
    }
    if (stored == null) {
      throw Answers.notFound();
    }
    return proven(stored).canonicalBytes();
  }

  private Json proven(Stored stored) {
    var proof = evidence.of(stored.index()).orElseThrow(Answers::notYetSigned);
    return new Json.Obj(
        Map.of(
            "index", Json.number(stored.index()),
            "leaf", Json.text(Base64.getEncoder().encodeToString(stored.entry().leaf())),
            "proof", Json.text(proof.format())));
  }
}
