package dev.postern.cli;

import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tls.Pem;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose certificates a command believes: this checkout's authority, or the one named by option. */
final class TrustedAuthority {

  private final Checkout checkout;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      defaultValue = "${env:POSTERN_CA}",
      description = "The certificate authority to trust (or POSTERN_CA).")
  private @Nullable Path file;

  TrustedAuthority(Terminal terminal, Checkout checkout) {
    this.checkout = checkout;
  }

  /** Believes that authority and nobody else. */
  HttpClient http() {
    return Checkout.http(Pem.trusting(trusted()));
  }

  /**
   * Believes that authority and nobody else, and shows a certificate.
   *
   * @param identity folder with {@code tls.crt} and {@code tls.key}
   */
  HttpClient http(Path identity) {
    return Checkout.http(Pem.presenting(identity, trusted()));
  }

  private List<Path> trusted() {
    if (file == null) {
      return List.of(checkout.layout().caFile());
    }
    if (!Files.isRegularFile(file)) {
      throw new ToolboxException("--ca: " + file + " is no file");
    }
    return List.of(file);
  }
}
