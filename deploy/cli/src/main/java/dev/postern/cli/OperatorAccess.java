package dev.postern.cli;

import dev.postern.cli.indexer.IndexerClient;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which indexer an operator calls, and as whom: this checkout's own, or those named by options. */
final class OperatorAccess {

  private final Checkout checkout;

  @Option(
      names = "--indexer",
      paramLabel = "URL",
      defaultValue = "${env:POSTERN_INDEXER}",
      description = "An indexer elsewhere, https://host:port (or POSTERN_INDEXER).")
  private @Nullable URI address;

  @Option(
      names = "--identity",
      paramLabel = "DIR",
      defaultValue = "${env:POSTERN_IDENTITY}",
      description = "Folder with the operator's tls.crt and tls.key (or POSTERN_IDENTITY).")
  private @Nullable Path identity;

  OperatorAccess(Terminal terminal, Checkout checkout) {
    this.checkout = checkout;
  }

  /** The indexer, called with the operator's certificate. */
  IndexerClient client(TrustedAuthority authority) {
    URI indexer = address != null ? address : checkout.address("indexer");
    Path operator = identity != null ? identity : checkout.layout().tls("operator");
    return new IndexerClient(authority.http(operator), indexer);
  }
}
