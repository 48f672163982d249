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
   * What is relaxed here, a sentence for each.
   *
   * @param databaseUrl JDBC, in the form of the PostgreSQL driver
   * @throws IllegalStateException in production, when anything is
   */
  List<String> accept(URI issuer, URI vault, String databaseUrl) {
    List<String> relaxed = new ArrayList<>();
    if (Objects.equals(issuer.getAuthority(), vault.getAuthority())) {
      relaxed.add("postern.oidc.issuer is the secrets server");
    }
    if (!databaseUrl.matches(".*[?&]sslmode=verify-full(&.*)?")) {
      relaxed.add("postern.database.url lacks sslmode=verify-full");
    }
    if (this == PRODUCTION && !relaxed.isEmpty()) {
      throw new IllegalStateException(
          "the production profile refuses: " + String.join("; ", relaxed));
    }
    return List.copyOf(relaxed);
  }
}
