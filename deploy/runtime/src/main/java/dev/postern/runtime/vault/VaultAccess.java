package dev.postern.runtime.vault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where Vault is and how a service proves itself to it.
 *
 * @param address https only, without a path
 * @param caFile PEM certificates that may vouch for Vault; the JVM's own are not consulted
 * @param roleIdFile AppRole role id, read at each login
 * @param secretIdFile AppRole secret id, read at each login
 * @param timeout of one call, in whole seconds, at least one
 */
public record VaultAccess(
    URI address, Path caFile, Path roleIdFile, Path secretIdFile, Duration timeout) {

  public VaultAccess {
    if (!"https".equals(address.getScheme())) {
      throw new IllegalArgumentException("postern.vault.address is not an https address");
    }
    if (timeout.toSeconds() < 1) {
      throw new IllegalArgumentException("postern.vault.timeout is below one second");
    }
  }
}
