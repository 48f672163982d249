package dev.postern.cli;

import dev.postern.cli.bridge.BridgeClient;
import dev.postern.cli.indexer.IndexerClient;
import dev.postern.toolbox.tls.Pem;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the services are and whom to trust: this checkout's own, or those named by options. */
final class Services {

  private final Checkout checkout;

  @Option(
      names = "--bridge",
      paramLabel = "URL",
      defaultValue = "${env:POSTERN_BRIDGE}",
      description = "The bridge elsewhere, https://host:port (or POSTERN_BRIDGE).")
  private @Nullable URI bridge;

  @Option(
      names = "--indexer",
      paramLabel = "URL",
      defaultValue = "${env:POSTERN_INDEXER}",
      description = "The indexer elsewhere (or POSTERN_INDEXER).")
  private @Nullable URI indexer;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      defaultValue = "${env:POSTERN_CA}",
      description = "The certificate authority to trust (or POSTERN_CA).")
  private @Nullable Path authority;

  @Option(
      names = "--identity",
      paramLabel = "DIR",
      defaultValue = "${env:POSTERN_IDENTITY}",
      description = "Folder with the operator's tls.crt and tls.key (or POSTERN_IDENTITY).")
  private @Nullable Path identity;

  Services(Terminal terminal, Checkout checkout) {
    this.checkout = checkout;
  }

  /** The bridge, asked with this token. */
  BridgeClient bridge(String token) {
    URI address = bridge != null ? bridge : checkout.address("bridge");
    return new BridgeClient(Checkout.http(anonymous()), address, token);
  }

  /** The indexer, with the operator's certificate. */
  IndexerClient indexer() {
    URI address = indexer != null ? indexer : checkout.address("indexer");
    return new IndexerClient(Checkout.http(operator()), address);
  }

  /** TLS without a certificate. */
  SSLContext anonymous() {
    return Pem.trusting(List.of(authority()));
  }

  /** TLS with the operator's certificate. */
  SSLContext operator() {
    Path folder = identity != null ? identity : checkout.layout().tls("operator");
    return Pem.presenting(folder, List.of(authority()));
  }

  /** A token of an account that the toolbox made. */
  String demoToken(String user) {
    return checkout.token(user);
  }

  private Path authority() {
    return authority != null ? authority : checkout.layout().caFile();
  }
}
