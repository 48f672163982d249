package dev.postern.runtime.boot;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where a service runs: in production it refuses to start with what the demo relaxes. */
enum Profile {
  DEMO,
  PRODUCTION;

  /**
   * The profile of this name.
   *
   * @throws IllegalStateException for any name but {@code demo} and {@code production}
   */
  static Profile named(String name) {
    return switch (name) {
      case "demo" -> DEMO;
      case "production" -> PRODUCTION;
      default -> throw new IllegalStateException("postern.profile is demo or production");
    };
  }

  /**
   * Takes what is relaxed here, or refuses it.
   *
   * @param relaxed a sentence for each
   * @throws IllegalStateException in production, when anything is; it tells all of it
   */
  List<String> accept(List<String> relaxed) {
    if (this == PRODUCTION && !relaxed.isEmpty()) {
      throw new IllegalStateException(
          "the production profile refuses: " + String.join("; ", relaxed));
    }
    return List.copyOf(relaxed);
  }

  /**
   * What the addresses relax together, a sentence for each.
   *
   * @param databaseUrl JDBC, in the form of the PostgreSQL driver
   */
  static List<String> relaxed(URI issuer, URI vault, String databaseUrl) {
    List<String> relaxed = new ArrayList<>();
    if (Objects.equals(issuer.getAuthority(), vault.getAuthority())) {
      relaxed.add(
          "postern.oidc.issuer is the secrets server: set an issuer of its own, such as Keycloak or"
              + " Entra ID");
    }
    if (!databaseUrl.matches(".*[?&]sslmode=verify-full(&.*)?")) {
      relaxed.add(
          "postern.database.url lacks sslmode=verify-full: add it, and sslrootcert=FILE for an"
              + " authority of your own");
    }
    return relaxed;
  }
}
