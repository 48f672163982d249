package dev.postern.cli;

import dev.postern.cli.log.Trust;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom to believe about the log: what was pinned here at the first start, or what is named. */
final class TrustRoot {

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The log's key as a vkey, a line for each version of it.")
  private @Nullable Path key;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "A policy file (C2SP tlog-policy): the log's keys, the witnesses, and how many of them"
              + " must have cosigned.")
  private @Nullable Path policy;

  /** Whether the options name someone. */
  boolean given() {
    return key != null || policy != null;
  }

  /** Those that the options name, else those pinned in the checkout. */
  Trust of(Checkout checkout) throws IOException {
    if (policy != null) {
      return Trust.policy(policy);
    }
    return key != null ? Trust.keys(key) : Trust.pinned(checkout.pin(), checkout.pinnedPolicy());
  }
}
