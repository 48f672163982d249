package dev.postern.bridge.opa;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.bridge.disclosure.BundleInForce;
import dev.postern.bridge.disclosure.BundlesInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The bundles in force by OPA's provenance, and what they say of their publication. */
public final class OpaBundles implements BundlesInForce {
  private static final int LONGEST_STATE = 200;
  private final OpaClient opa;

  public OpaBundles(OpaClient opa) {
    this.opa = opa;
  }

  /** What the OPA runs that is asked beside the one that decides; empty while there is none. */
  public static BundlesInForce candidate(OpaClient shadow) {
    return () -> {
      try {
        JsonNode published = shadow.look("publication");
        return bundle("policy", BundleInForce.CANDIDATE, published, "").stream().toList();
      } catch (Undecidable undecidable) {
        return List.of();
      }
    };
  }

  @Override
  public List<BundleInForce> now() {
    try {
      JsonNode published = opa.look("publication");
      List<BundleInForce> bundles = new ArrayList<>();
      bundle("policy", "policy", published, "").ifPresent(bundles::add);
      JsonNode stops = opa.look("killswitch/stops");
      if (revision("killswitch", stops).equals(revision("killswitch", published))) {
        bundle("killswitch", "killswitch", published, state(stops.path("result")))
            .ifPresent(bundles::add);
      }
      return bundles;
    } catch (Undecidable undecidable) {
      return List.of();
    }
  }

  private static Optional<BundleInForce> bundle(
      String published, String name, JsonNode answer, String state) {
    JsonNode publication = answer.path("result").path(published);
    String signer = publication.path("signed_by").asText();
    String key = publication.path("key").asText();
    return BundleRevision.parse(revision(published, answer))
        .filter(revision -> !signer.isBlank())
        .map(
            revision ->
                new BundleInForce(
                    name, revision.text(), revision.serial(), signer + "/" + key, state));
  }

  private static String revision(String bundle, JsonNode answer) {
    return answer.path("provenance").path("bundles").path(bundle).path("revision").asText();
  }

  // As a code of the audit log: visible ASCII, and not longer than it takes.
  private static String state(JsonNode stops) {
    TreeSet<String> names = new TreeSet<>();
    stops.forEach(stop -> names.add(stop.asText()));
    String all = names.isEmpty() ? "off" : String.join(",", names);
    boolean fits = all.length() <= LONGEST_STATE && all.matches("[!-~]+");
    return fits ? all : "stops:" + names.size();
  }
}
