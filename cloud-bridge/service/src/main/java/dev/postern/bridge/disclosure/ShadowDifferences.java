package dev.postern.bridge.disclosure;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where a candidate policy would have decided otherwise, over all bridges. */
public interface ShadowDifferences {

  /** Remembers one; forgets it when it can't. */
  void remember(String tenant, Difference difference);

  /** The newest of a tenant, the newest first. */
  List<Difference> newest(String tenant, int most) throws Refusal;

  /** How many of each kind a tenant has. */
  Map<Kind, Long> count(String tenant) throws Refusal;

  /** What the candidate would have changed. */
  enum Kind {
    NEWLY_ALLOWED,
    NEWLY_WITHHELD,
    OBLIGATIONS
  }

  /**
   * A difference; ids and names, no content.
   *
   * @param decision admission or disclosure
   * @param controls whose reasons make the difference
   * @param obligations what a permission would demand otherwise
   * @param active revision of the policy that decided
   * @param candidate revision of the policy that did not
   */
  record Difference(
      UUID question,
      String decision,
      Kind kind,
      List<String> controls,
      List<String> obligations,
      String active,
      String candidate,
      Instant at) {

    public Difference {
      controls = List.copyOf(controls);
      obligations = List.copyOf(obligations);
    }
  }
}
