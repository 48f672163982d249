package dev.postern.cli;

import dev.postern.cli.indexer.IndexerClient;
import picocli.CommandLine.Mixin;

/** Where the indexer is, who calls it and whom to trust. */
final class IndexerAddress {

  @Mixin private OperatorAccess access;
  @Mixin private TrustedAuthority authority;

  IndexerAddress(Terminal terminal, Checkout checkout) {}

  /** The indexer, called with the operator's certificate. */
  IndexerClient client() {
    return access.client(authority);
  }
}
