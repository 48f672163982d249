package dev.postern.cli;

import dev.postern.cli.log.HttpLog;
import dev.postern.cli.review.ReviewClient;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the audit service is and whom to trust: this checkout's own, or those named by options. */
final class AuditAddress {

  private final Checkout checkout;

  @Option(
      names = "--audit",
      paramLabel = "URL",
      defaultValue = "${env:POSTERN_AUDIT}",
      description = "An audit service elsewhere, https://host:port (or POSTERN_AUDIT).")
  private @Nullable URI address;

  @Mixin private TrustedAuthority authority;

  AuditAddress(Terminal terminal, Checkout checkout) {
    this.checkout = checkout;
  }

  /** The service, asked with this reviewer's token. */
  ReviewClient client(String token) {
    return new ReviewClient(authority.http(), service(), token);
  }

  /** Its log's files. */
  HttpLog log(String token) {
    return new HttpLog(authority.http(), service(), token);
  }

  private URI service() {
    return address != null ? address : checkout.address("audit");
  }
}
