package dev.postern.audit.service.http;

import dev.postern.audit.entry.SubmittedEntries;
import dev.postern.audit.entry.Writer;
import dev.postern.audit.json.Json;
import dev.postern.audit.log.Hash;
import dev.postern.audit.service.sequencer.Acceptance;
import dev.postern.audit.service.sequencer.AppendResult;
import dev.postern.audit.service.sequencer.LogStore;
import dev.postern.audit.service.sequencer.Place;
import dev.postern.audit.service.sequencer.Sequencer;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Appending entries. */
@Path("/v1/entries")
@Produces(MediaType.APPLICATION_JSON)
public class AppendResource {
  private final Callers callers;
  private final Sequencer sequencer;
  private final Acceptance acceptance;
  private final LogStore store;
  private final HttpSettings settings;
  private final ExecutorService threads;

  /** Over the service's parts. */
  @Inject
  public AppendResource(
      Callers callers,
      Sequencer sequencer,
      Acceptance acceptance,
      LogStore store,
      HttpSettings settings,
      @VirtualThreads ExecutorService threads) {
    this.callers = callers;
    this.sequencer = sequencer;
    this.acceptance = acceptance;
    this.store = store;
    this.settings = settings;
    this.threads = threads;
  }

  /**
   * Appends entries, all or none; answers once they are durable. An id seen before with the same
   * bytes returns its first index. The body arrives without a thread that waits for each piece of
   * it; a thread begins when it is whole.
   *
   * @param acknowledged index, leaf hash (hex) and origin of the highest entry the caller ever saw
   *     acknowledged
   */
  @POST
  @NonBlocking
  @Consumes({MediaType.APPLICATION_JSON, SubmittedEntries.MEDIA_TYPE})
  public CompletionStage<byte[]> append(
      @Context HttpServerRequest request,
      @HeaderParam("Content-Type") String type,
      @HeaderParam("Postern-Acknowledged") @Nullable String acknowledged,
      byte[] body) {
    var writer = callers.writer(request);
    var answer = new CompletableFuture<byte[]>();
    threads.execute(
        () -> {
          try {
            answer.complete(appended(writer, type, acknowledged, body));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private byte[] appended(Writer writer, String type, @Nullable String acknowledged, byte[] body) {
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
}
