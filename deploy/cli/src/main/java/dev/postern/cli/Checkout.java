package dev.postern.cli;

import dev.postern.audit.log.TrustPolicy;
import dev.postern.cli.log.PinnedKey;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** The source tree this command line was started from, and the Postern that runs out of it. */
public final class Checkout {

  private final Path root;
  private final Path home;
  private final Settings settings;
  private final Terminal terminal;

  public Checkout(Path root, Terminal terminal) {
    this(root, root.resolve(".postern"), Settings.DEMO.learningStarts(), terminal);
  }

  /**
   * @param home where everything that runs keeps its files
   */
  public Checkout(Path root, Path home, Terminal terminal) {
    this(root, home, Settings.DEMO.learningStarts(), terminal);
  }

  /**
   * @param home where everything that runs keeps its files
   * @param settings what it is started with
   */
  public Checkout(Path root, Path home, Settings settings, Terminal terminal) {
    this.root = root.toAbsolutePath().normalize();
    this.home = home.toAbsolutePath().normalize();
    this.settings = settings;
    this.terminal = terminal;
  }

  public Path root() {
    return root;
  }

  /** Where everything that runs keeps its files: {@code .postern} unless said otherwise. */
  public Layout layout() {
    return new Layout(root, home);
  }

  /** The Postern of this checkout, running or not. */
  public Postern postern() {
    return Postern.at(root, layout().home(), settings, terminal::say);
  }

  /** Starts it, and at the first time pins the log's key. */
  public Postern up() throws IOException {
    return up(false);
  }

  /**
   * Starts it, and at the first time pins the log's key.
   *
   * @param acceptUnwitnessed an operator's word in place of whoever remembers the log
   */
  Postern up(boolean acceptUnwitnessed) throws IOException {
    Postern postern = postern();
    postern.up(acceptUnwitnessed);
    pin(postern);
    return postern;
  }

  private void pin(Postern postern) throws IOException {
    PinnedKey.pin(pin(), postern.witness().logKeys());
    if (!Files.exists(pinnedPolicy())) {
      String policy =
          TrustPolicy.format(
              postern.witness().logKeys(), Map.of("demo", postern.witness().key()), 1);
      Files.writeString(pinnedPolicy(), policy);
    }
  }

  /**
   * Pins the name that the log was given by a recovery; the old one's key and policy are kept
   * beside it. The key itself is the same, so nothing new is trusted.
   */
  void pinSuccessor(Postern postern) throws IOException {
    if (PinnedKey.read(pin()).name().equals(postern.pinnedLogs().origin())) {
      return;
    }
    int number = 1;
    while (Files.exists(endedPin(number))) {
      number++;
    }
    if (Files.exists(pinnedPolicy())) {
      Files.move(pinnedPolicy(), endedPin(number).resolveSibling("ended-" + number + ".policy"));
    }
    Files.move(pin(), endedPin(number));
    pin(postern);
  }

  /** The key of a log that ended. */
  Path endedPin(int number) {
    return pin().resolveSibling("ended-" + number + ".vkey");
  }

  /** Whether it was ever started. */
  public boolean started() {
    return Files.exists(layout().home().resolve("ports.json"));
  }

  /** The address of one of its services. */
  public URI address(String part) {
    if (!started()) {
      throw new ToolboxException("nothing was started here yet: ./postern up starts it.");
    }
    return URI.create("https://localhost:" + postern().ports().of(part));
  }

  /** A new OIDC token of one of the demo's accounts. */
  public String token(String account) {
    return postern().token(account);
  }

  /** The key that this checkout's log signed with when it was first started. */
  public Path pin() {
    return layout().home().resolve("pin").resolve("log.vkey");
  }

  /** That key and the witness's, as a policy file. */
  public Path pinnedPolicy() {
    return layout().home().resolve("pin").resolve("log.policy");
  }

  /** Where checkpoints proven here are remembered. */
  public Path verified() {
    return layout().home().resolve("verified");
  }

  /** An HTTP client over this TLS that follows no redirect. */
  public static HttpClient http(SSLContext tls) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .followRedirects(HttpClient.Redirect.NEVER)
        .sslContext(tls)
        .build();
  }

  /** The Maven that the launcher found. */
  String maven() {
    return System.getProperty("postern.maven", "mvn");
  }
}
