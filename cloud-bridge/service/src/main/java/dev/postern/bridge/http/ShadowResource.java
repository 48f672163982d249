package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.ReadShadow;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.ShadowDifferences.Difference;
import dev.postern.bridge.disclosure.ShadowDifferences.Kind;
import dev.postern.runtime.ids.Ids;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a candidate policy would change. */
@Path("/v1/policy/shadow")
@Authenticated
public class ShadowResource {
  private final ReadShadow shadow;
  private final Callers callers;

  public ShadowResource(ReadShadow shadow, Callers callers) {
    this.shadow = shadow;
    this.callers = callers;
  }

  /** Counts by kind, and the newest differences, the newest first. */
  record Seen(Map<String, Long> counts, List<Differing> differences) {

    static Seen of(ReadShadow.Seen seen) {
      Map<String, Long> counts = new TreeMap<>();
      seen.counts().forEach((kind, count) -> counts.put(wire(kind), count));
      return new Seen(counts, seen.newest().stream().map(Differing::of).toList());
    }
  }

  /** A question that the candidate would have decided otherwise. */
  record Differing(
      String question,
      String decision,
      String kind,
      List<String> controls,
      List<String> obligations,
      String active,
      String candidate,
      String at) {

    static Differing of(Difference difference) {
      return new Differing(
          difference.question().toString(),
          difference.decision(),
          wire(difference.kind()),
          difference.controls(),
          difference.obligations(),
          difference.active(),
          difference.candidate(),
          difference.at().toString());
    }
  }

  private static String wire(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(summary = "What the candidate policy would change, to the security team.")
  public Seen differences() {
    Asker reader = callers.current();
    try {
      return Seen.of(shadow.read(reader));
    } catch (Refusal refusal) {
      throw Replies.problem(Ids.next(), refusal.code(), refusal.reasons());
    }
  }
}
