package dev.postern.toolbox.vault;

import java.time.Duration;
import java.util.List;

/**
 * @param kind whose server
 * @param accounts people with a login
 * @param leaseLife first life of a leased database login; it can be renewed to 24 times that
 */
public record VaultSettings(VaultKind kind, List<Account> accounts, Duration leaseLife) {
  public static final VaultSettings DEMO =
      new VaultSettings(VaultKind.chosen(), Account.DEMO, Duration.ofHours(1));

  public VaultSettings {
    accounts = List.copyOf(accounts);
    if (leaseLife.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a lease lives a second at least");
    }
  }
}
