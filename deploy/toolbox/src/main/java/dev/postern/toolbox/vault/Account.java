package dev.postern.toolbox.vault;

import java.util.List;

/**
 * A person of the invented hospital, with a userpass login at Vault.
 *
 * @param name login name
 * @param organisation tenant
 * @param role one of contracts.md section 7
 * @param groups what documents name in their rights
 */
public record Account(String name, String organisation, String role, List<String> groups) {
  public static final String TENANT = "st-aurelia";

  /** The accounts of the demo and of the tests. */
  public static final List<Account> DEMO =
      List.of(
          new Account("cardiologist", TENANT, "clinician", List.of("cardiology", "all-staff")),
          new Account("oncologist", TENANT, "clinician", List.of("oncology", "all-staff")),
          new Account("analyst", TENANT, "analyst", List.of("research", "all-staff")),
          new Account("reviewer", TENANT, "reviewer", List.of("all-staff")),
          new Account("auditor", TENANT, "auditor", List.of("all-staff")),
          new Account("security", TENANT, "security", List.of("all-staff")));

  public Account {
    groups = List.copyOf(groups);
    if (!name.matches("[a-z][a-z0-9-]*") || organisation.isBlank() || role.isBlank()) {
      throw new IllegalArgumentException("not an account: " + name);
    }
  }
}
