package dev.postern.audit.service.http;

import dev.postern.audit.entry.AccessRef;
import dev.postern.audit.entry.SubmittedEntries;
import dev.postern.audit.json.Json;
import dev.postern.audit.log.Hash;
import dev.postern.audit.service.sequencer.Acceptance;
import dev.postern.audit.service.sequencer.AccessLog;
import dev.postern.audit.service.sequencer.AppendResult;
import dev.postern.audit.service.sequencer.Evidence;
import dev.postern.audit.service.sequencer.LogReader;
import dev.postern.audit.service.sequencer.LogReader.Stored;
import dev.postern.audit.service.sequencer.LogStore;
import dev.postern.audit.service.sequencer.Place;
import dev.postern.audit.service.sequencer.Sequencer;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Appending entries, and reading single ones with their proof. */
@Path("/v1/entries")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EntriesResource {
  private final Callers callers;
  private final Sequencer sequencer;
  private final Acceptance acceptance;
  private final LogStore store;
  private final LogReader reader;
  private final Evidence evidence;
  private final AccessLog accesses;
  private final HttpSettings settings;

  /** Over the service's parts. */
  @Inject
  public EntriesResource(
      Callers callers,
      Sequencer sequencer,
      Acceptance acceptance,
      LogStore store,
      LogReader reader,
      Evidence evidence,
      AccessLog accesses,
      HttpSettings settings) {
    this.callers = callers;
    this.sequencer = sequencer;
    this.acceptance = acceptance;
    this.store = store;
    this.reader = reader;
    this.evidence = evidence;
    this.accesses = accesses;
    this.settings = settings;
  }

  /**
   * Appends entries, all or none; answers once they are durable. An id seen before with the same
   * bytes returns its first index.
   *
   * @param acknowledged index, leaf hash (hex) and origin of the highest entry the caller ever saw
   *     acknowledged
   */
  @POST
  @Consumes({MediaType.APPLICATION_JSON, SubmittedEntries.MEDIA_TYPE})
  public byte[] append(
      @Context HttpServerRequest request,
      @HeaderParam("Content-Type") String type,
      @HeaderParam("Postern-Acknowledged") @Nullable String acknowledged,
      byte[] body) {
    var writer = callers.writer(request);
    var entries = new EntriesRequest(acceptance, writer).read(type, body, settings.batch());
    if (acknowledged != null) {
      requireHeld(acknowledged);
    }
    return switch (sequencer.append(entries).join()) {
      case AppendResult.Durable durable -> places(durable.places()).canonicalBytes();
      case AppendResult.Refused refused -> throw Answers.refused(refused.reason());
    };
  }

  /** A log that lacks what a writer saw acknowledged was rolled back or replaced. */
  private void requireHeld(String acknowledged) {
    var parts = acknowledged.split(" ", -1);
    try {
      long index = Long.parseLong(parts[0]);
      var hash = Hash.parseHex(parts.length == 3 ? parts[1] : "");
      boolean held =
          parts[2].equals(settings.origin())
              && store.at(index).filter(known -> known.leafHash().equals(hash)).isPresent();
      if (!held) {
        throw new ProblemException(
            ProblemCode.LOG_ROLLED_BACK, "An entry that was acknowledged before is not here.");
      }
    } catch (IllegalArgumentException e) {
      throw Answers.invalid("Postern-Acknowledged is an index, a leaf hash and an origin.");
    }
  }

  private Json places(List<Place> places) {
    return new Json.Array(
        places.stream()
            .<Json>map(
                place ->
                    new Json.Obj(
                        Map.of(
                            "log", Json.text(settings.origin()),
                            "index", Json.number(place.index()),
                            "leaf_hash", Json.text(place.leafHash().hex()),
                            "tree_size", Json.number(place.treeSize()))))
            .toList());
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
