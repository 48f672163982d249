package dev.postern.toolbox.policy;

import java.util.List;

/**
 * What is stopped. It is the data of the bundle {@code killswitch}, in the shape of {@code
 * policies/schemas/switches.json}.
 *
 * @param all everything
 * @param providers providers by name
 * @param tenants tenants by organisation claim
 * @param users users of a tenant
 */
public record KillSwitch(
    boolean all, List<String> providers, List<String> tenants, List<User> users) {

  /** A user of a tenant, by the token's subject. */
  public record User(String tenant, String subject) {}

  /** Nothing is stopped. */
  public static final KillSwitch OFF = new KillSwitch(false, List.of(), List.of(), List.of());

  /** Everything is stopped. */
  public static final KillSwitch ALL = new KillSwitch(true, List.of(), List.of(), List.of());

  public KillSwitch {
    providers = List.copyOf(providers);
    tenants = List.copyOf(tenants);
    users = List.copyOf(users);
  }
}
