package dev.postern.bridge.disclosure;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the token says. Claims that the issuer does not give are null.
 *
 * @param subject the issuer's id of the person
 * @param tenant the organisation claim; part of every key
 * @param roles contracts.md section 7
 * @param groups the groups that document rights name
 * @param method how the person authenticated, or null
 * @param authenticatedSecondsAgo seconds since the person authenticated, or null
 * @param token the asker's own bearer token, forwarded to the indexer and nowhere else
 */
public record Asker(
    String subject,
    String tenant,
    List<String> roles,
    List<String> groups,
    @Nullable String method,
    @Nullable Long authenticatedSecondsAgo,
    String token) {

  public Asker {
    if (subject.isBlank() || tenant.isBlank() || token.isBlank()) {
      throw new IllegalArgumentException("an asker has a subject, a tenant and a token");
    }
    roles = List.copyOf(roles);
    groups = List.copyOf(groups);
  }

  /** Whether the asker may read what others asked and what left for them. */
  public boolean reviews() {
    return roles.contains("reviewer");
  }

  /** Whether the two are the same person of the same tenant. */
  public boolean is(String otherTenant, String otherSubject) {
    return Objects.equals(tenant, otherTenant) && Objects.equals(subject, otherSubject);
  }

  @Override
  public String toString() {
    return "Asker[hidden]";
  }
}
