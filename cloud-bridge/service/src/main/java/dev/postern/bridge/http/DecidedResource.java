package dev.postern.bridge.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.ReadDecisions;
import dev.postern.bridge.disclosure.RecordedDecisions;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.runtime.ids.Ids;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the questions of a period were decided from, window by window. */
@Path("/v1/decisions")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DecidedResource {
  private final ReadDecisions decisions;
  private final Callers callers;

  public DecidedResource(ReadDecisions decisions, Callers callers) {
    this.decisions = decisions;
    this.callers = callers;
  }

  /** Body of the beginning request; times of commit, RFC 3339. */
  record Period(@Nullable String from, @Nullable String to) {

    static @Nullable Instant time(String member, @Nullable String text) {
      try {
        return text == null ? null : Instant.parse(text);
      } catch (DateTimeException e) {
        throw Requests.invalid(member + " is no time (RFC 3339).");
      }
    }
  }

  /** A period that was begun and recorded. */
  record Begun(String id, String log, long first, long end) {}

  /** Some of its decisions; next is its end when it is done. */
  record Window(List<Decided> decided, long next) {}

  /** How a question was decided, by entry point; null where that cannot be read any more. */
  record Decided(String question, String at, @JsonRawValue @Nullable String decisions) {

    static Decided of(RecordedDecisions.Decided each) {
      return new Decided(each.question().toString(), each.at().toString(), each.decisions());
    }

    @Override
    public String toString() {
      return "Decided[" + question + "]";
    }
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Begins to read the decisions of a period, to security and reviewers.")
  public Begun begin(@Nullable Period period) {
    Asker reader = callers.current();
    if (period == null) {
      throw Requests.invalid("The body is missing.");
    }
    Instant from = Period.time("from", period.from());
    Instant to = Period.time("to", period.to());
    try {
      RecordedDecisions.Period begun = decisions.begin(reader, from, to);
      return new Begun(begun.id().toString(), begun.log(), begun.first(), begun.end());
    } catch (Refusal refusal) {
      throw Replies.problem(Ids.next(), refusal.code(), refusal.reasons());
    }
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One window of a period's decisions, from an index on.")
  public Window window(@PathParam("id") String id, @QueryParam("from") @Nullable Long from) {
    Asker reader = callers.current();
    UUID period = Requests.id("id", id);
    if (from == null || from < 0) {
      throw Requests.invalid("from is the index where the window begins.");
    }
    try {
      RecordedDecisions.Window window = decisions.window(reader, period, from);
      return new Window(window.decided().stream().map(Decided::of).toList(), window.next());
    } catch (Refusal refusal) {
      throw Replies.problem(period, refusal.code(), refusal.reasons());
    }
  }
}
