package dev.postern.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whose OIDC token a command shows; the token itself is never an argument and never printed. */
final class Token {

  private final Checkout checkout;

  @Option(
      names = "--as",
      paramLabel = "USER",
      description =
          "An account that the toolbox made for the demo: cardiologist, oncologist, analyst,"
              + " reviewer, auditor, security.")
  private @Nullable String user;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the asker's OIDC token; without it and --as, POSTERN_TOKEN is read.")
  private @Nullable Path file;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  Token(Terminal terminal, Checkout checkout) {
    this.checkout = checkout;
  }

  /** Whether nobody was named. */
  boolean absent() {
    return user == null && file == null && System.getenv("POSTERN_TOKEN") == null;
  }

  /** The token, from the demo account, the file or the environment, in this order. */
  String of() throws IOException {
    if (user != null) {
      return checkout.token(user);
    }
    String token = file != null ? Files.readString(file).strip() : System.getenv("POSTERN_TOKEN");
    if (token == null || token.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "who asks? Give --as USER, --token-file FILE, or POSTERN_TOKEN.");
    }
    return token;
  }
}
