package dev.postern.runtime.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the issuer puts what we need to know, and how long a token may live. A path is a claim's
 * name, or names separated by {@code /} for nested claims ({@code realm_access/roles}).
 */
@ApplicationScoped
public class ClaimPaths {

  private final String subject;
  private final String tenant;
  private final String roles;
  private final String groups;
  private final Duration maxTokenLife;

  @Inject
  public ClaimPaths(
      @ConfigProperty(name = "postern.oidc.claims.subject") String subject,
      @ConfigProperty(name = "postern.oidc.claims.tenant") String tenant,
      @ConfigProperty(name = "postern.oidc.claims.roles") String roles,
      @ConfigProperty(name = "postern.oidc.claims.groups") String groups,
      @ConfigProperty(name = "postern.oidc.max-token-life") Duration maxTokenLife) {
    this.subject = subject;
    this.tenant = tenant;
    this.roles = roles;
    this.groups = groups;
    this.maxTokenLife = maxTokenLife;
  }

  String subject() {
    return subject;
  }

  String tenant() {
    return tenant;
  }

  String roles() {
    return roles;
  }

  String groups() {
    return groups;
  }

  Duration maxTokenLife() {
    return maxTokenLife;
  }
}
