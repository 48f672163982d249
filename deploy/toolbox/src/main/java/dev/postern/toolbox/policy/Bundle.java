package dev.postern.toolbox.policy;

import java.util.Locale;
import java.util.Set;

/** The two bundles OPA loads, each signed for its own scope. */
public enum Bundle {
  /** Admission and disclosure, with their tables. */
  POLICY(
      "postern/admission",
      "postern/classification",
      "postern/control",
      "postern/disclosure",
      "postern/publication/policy",
      "postern/reason",
      "postern/tables",
      "postern/verdict"),
  /** What is stopped; small, and polled each second. */
  KILLSWITCH("postern/egress", "postern/killswitch", "postern/publication/killswitch");

  /** Name of the archive of a candidate policy: a policy in all but its effect. */
  static final String CANDIDATE = "shadow.tar.gz";

  private final Set<String> roots;

  Bundle(String... roots) {
    this.roots = Set.of(roots);
  }

  /** Name in OPA's configuration and status, scope of the signature, folder of the source. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where in the bundle its tables are. */
  public String tables() {
    return switch (this) {
      case POLICY -> "postern/tables/data.json";
      case KILLSWITCH -> "postern/killswitch/data.json";
    };
  }

  /** Whether the bundle may bring this path; each path has one bundle only. */
  boolean mayHold(String root) {
    return roots.contains(root);
  }

  /** Name of the signed archive. */
  public String file() {
    return id() + ".tar.gz";
  }
}
