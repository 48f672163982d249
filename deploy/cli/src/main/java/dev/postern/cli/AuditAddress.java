package dev.postern.cli;

import dev.postern.cli.log.HttpLog;
import dev.postern.cli.review.ReviewClient;
import dev.postern.toolbox.tls.Pem;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      defaultValue = "${env:POSTERN_CA}",
      description = "The certificate authority to trust (or POSTERN_CA).")
  private @Nullable Path authority;

  AuditAddress(Terminal terminal, Checkout checkout) {
    this.checkout = checkout;
  }

  /** The service, asked with this reviewer's token. */
  ReviewClient client(String token) {
    return new ReviewClient(http(), service(), token);
  }

  /** Its log's files. */
  HttpLog log(String token) {
    return new HttpLog(http(), service(), token);
  }

  private URI service() {
    return address != null ? address : checkout.address("audit");
  }

  private HttpClient http() {
    Path trusted = authority != null ? authority : checkout.layout().caFile();
    return Checkout.http(Pem.trusting(List.of(trusted)));
  }
}
