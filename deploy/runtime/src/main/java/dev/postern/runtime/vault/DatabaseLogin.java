package dev.postern.runtime.vault;

import java.time.Duration;
import java.time.Instant;

/**
 * A database login that Vault made for this service and will take back.
 *
 * @param leaseId names the lease to Vault
 * @param issuedAt when Vault made it
 * @param life how long it lives from the last renewal on
 */
public record DatabaseLogin(
    String user,
    String password,
    String leaseId,
    Instant issuedAt,
    Duration life,
    boolean renewable) {

  @Override
  public String toString() {
    return "DatabaseLogin[life=" + life + "]";
  }
}
