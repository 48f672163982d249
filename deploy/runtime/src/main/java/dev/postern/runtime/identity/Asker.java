package dev.postern.runtime.identity;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The person behind a token. Everything is as the issuer said it; what the issuer does not say is
 * null.
 *
 * @param subject the issuer's own stable name for the person
 * @param name for display only
 * @param tenant the organisation; part of every key and handle
 * @param authenticationMethod such as {@code mfa}
 * @param authenticationAge since the person proved who they are
 */
public record Asker(
    String subject,
    @Nullable String name,
    String tenant,
    Set<String> roles,
    Set<String> groups,
    @Nullable String authenticationMethod,
    @Nullable Duration authenticationAge) {

  public Asker {
    if (subject.isBlank() || tenant.isBlank()) {
      throw new IllegalArgumentException("an asker has a subject and a tenant");
    }
    roles = Set.copyOf(roles);
    groups = Set.copyOf(groups);
  }

  public boolean hasRole(String role) {
    return roles.contains(role);
  }

  @Override
  public String toString() {
    return "Asker[hidden]";
  }
}
