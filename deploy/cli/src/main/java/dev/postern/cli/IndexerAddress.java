package dev.postern.cli;

import dev.postern.cli.indexer.IndexerClient;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the indexer is and who calls it: this checkout's own, or those named by options. */
final class IndexerAddress {

  private final Checkout checkout;

  @Option(
      names = "--indexer",
      paramLabel = "URL",
      defaultValue = "${env:POSTERN_INDEXER}",
      description = "An indexer elsewhere, https://host:port (or POSTERN_INDEXER).")
  private @Nullable URI address;

  @Mixin private TrustedAuthority authority;

  @Option(
      names = "--identity",
      paramLabel = "DIR",
      defaultValue = "${env:POSTERN_IDENTITY}",
      description = "Folder with the operator's tls.crt and tls.key (or POSTERN_IDENTITY).")
  private @Nullable Path identity;

  IndexerAddress(Terminal terminal, Checkout checkout) {
    this.checkout = checkout;
  }

  /** The indexer, called with the operator's certificate. */
  IndexerClient client() {
    URI indexer = address != null ? address : checkout.address("indexer");
    Path operator = identity != null ? identity : checkout.layout().tls("operator");
    return new IndexerClient(authority.http(operator), indexer);
  }
}
