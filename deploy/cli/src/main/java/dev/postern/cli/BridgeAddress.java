package dev.postern.cli;

import dev.postern.cli.bridge.BridgeClient;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the bridge is and whom to trust: this checkout's own, or those named by options. */
final class BridgeAddress {

  private final Checkout checkout;

  @Option(
      names = "--bridge",
      paramLabel = "URL",
      defaultValue = "${env:POSTERN_BRIDGE}",
      description = "A bridge elsewhere, https://host:port (or POSTERN_BRIDGE).")
  private @Nullable URI address;

  @Mixin private TrustedAuthority authority;

  BridgeAddress(Terminal terminal, Checkout checkout) {
    this.checkout = checkout;
  }

  /** Whom to trust. */
  TrustedAuthority authority() {
    return authority;
  }

  /** The bridge, asked with this user's token. */
  BridgeClient client(String token) {
    URI bridge = address != null ? address : checkout.address("bridge");
    return new BridgeClient(authority.http(), bridge, token);
  }
}
