package dev.postern.cli;

import dev.postern.cli.bridge.BridgeClient;
import dev.postern.toolbox.tls.Pem;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      defaultValue = "${env:POSTERN_CA}",
      description = "The certificate authority to trust (or POSTERN_CA).")
  private @Nullable Path authority;

  BridgeAddress(Terminal terminal, Checkout checkout) {
    this.checkout = checkout;
  }

  /** The bridge, asked with this user's token. */
  BridgeClient client(String token) {
    URI bridge = address != null ? address : checkout.address("bridge");
    Path trusted = authority != null ? authority : checkout.layout().caFile();
    return new BridgeClient(Checkout.http(Pem.trusting(List.of(trusted))), bridge, token);
  }
}
