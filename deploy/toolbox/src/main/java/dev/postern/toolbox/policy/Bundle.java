package dev.postern.toolbox.policy;

import java.util.Locale;

/** The two bundles OPA loads, each signed for its own scope. */
public enum Bundle {
  /** Admission and disclosure, with their tables. */
  POLICY,
  /** What is stopped; small, and polled each second. */
  KILLSWITCH;

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

  /** Name of the signed archive. */
  public String file() {
    return id() + ".tar.gz";
  }
}
