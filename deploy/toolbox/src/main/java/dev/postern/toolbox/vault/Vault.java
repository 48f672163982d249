package dev.postern.toolbox.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.process.Launch;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.process.Server;
import dev.postern.toolbox.tls.Pem;
import dev.postern.toolbox.tls.SelfSigned;
import dev.postern.toolbox.tools.Cache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The Vault server of one Postern: raft storage on disk, TLS, initialised and unsealed by the
 * toolbox with a key file that lies beside it. That file (0600) is for demo and tests only; it says
 * so itself.
 */
public final class Vault implements Server {
  /** Id of the access key that opens the simulated Bedrock. */
  public static final String BEDROCK_KEY_ID = "AKIDSIMULATED";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY_NOTE =
      "For demo and tests only: whoever reads this file can open this Vault. A real Vault is"
          + " unsealed by people or an HSM.";

  private final Layout layout;
  private final Ports ports;
  private final Cache cache;
  private final VaultSettings settings;
  private final PostgreSQL database;
  private final Progress progress;
  private final Part part;
  private @Nullable VaultClient client;

  public Vault(
      Layout layout,
      Ports ports,
      Cache cache,
      VaultSettings settings,
      PostgreSQL database,
      Progress progress) {
    this.layout = layout;
    this.ports = ports;
    this.cache = cache;
    this.settings = settings;
    this.database = database;
    this.progress = progress;
    this.part = new Part("vault", layout, this, progress);
  }

  public Part part() {
    return part;
  }

  /** Starts, initialises, unseals and provisions; PostgreSQL has to run. */
  public void start() {
    requireSameKind();
    part.start();
    if (anonymous().health() == 501) {
      initialise();
    }
    unseal();
    VaultClient root = root();
    new VaultPlugins(root).register(program());
    new Provisioning(root, layout)
        .run(database, settings.accounts(), address().toString(), settings.leaseLife());
    Authority authority = new Authority(root, layout);
    if (authority.issue("vault")) {
      part.signal("HUP");
      reconnect();
    }
    List.of("opa", "operator", "simulator").forEach(authority::issue);
  }

  /** Writes a snapshot of the storage, sealed as it is, into a file that is not there yet. */
  public void snapshot(Path file) {
    root().download("sys/storage/raft/snapshot", file);
  }

  /**
   * Makes this Vault, which has no data yet, what it was when the snapshot was taken. The key file
   * is the one that opened it then.
   *
   * @param oldest the first version of the key {@code payload} that may still open anything: what a
   *     snapshot brings back of older ones is destroyed again
   */
  public void restore(Path snapshot, int oldest) {
    requireSameKind();
    part.start();
    JsonNode made = anonymous().put("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
    anonymous().put("sys/unseal", Map.of("key", made.path("keys_base64").path(0).asText()));
    awaitServing();
    anonymous()
        .withToken(made.path("root_token").asText())
        .upload("sys/storage/raft/snapshot-force", snapshot);
    part.stop();
    part.start();
    try {
      unseal();
    } catch (VaultRefused refused) {
      throw new ToolboxException(
          snapshot + " does not open with this backup's key: it is of another Postern", refused);
    }
    destroyBefore(oldest);
  }

  private void destroyBefore(int oldest) {
    JsonNode key = root().get("transit/keys/payload").path("data");
    if (key.path("latest_version").asInt() < oldest) {
      throw new ToolboxException(
          "Vault's snapshot is older than the copy of the keys: it has no version "
              + oldest
              + " of the key that wraps them");
    }
    if (key.path("min_available_version").asInt() < oldest && oldest > 1) {
      root()
          .post(
              "transit/keys/payload/config",
              Map.of("min_decryption_version", oldest, "min_encryption_version", oldest));
      root().post("transit/keys/payload/trim", Map.of("min_available_version", oldest));
    }
  }

  /** Closes Vault: every request but health and unseal is answered with 503 from now on. */
  public void seal() {
    root().put("sys/seal", Map.of());
  }

  /** Opens Vault with the key file and waits until it serves. */
  public void unseal() {
    if (anonymous().health() == 503) {
      anonymous().put("sys/unseal", Map.of("key", keys().path("unseal_key").asText()));
    }
    awaitServing();
  }

  private void awaitServing() {
    Instant end = Instant.now().plusSeconds(60);
    while (anonymous().health() != 200) {
      if (Instant.now().isAfter(end)) {
        throw new ToolboxException("Vault was unsealed and does not serve; see " + part.log());
      }
      Part.pauseShortly();
    }
  }

  public URI address() {
    return URI.create("https://127.0.0.1:" + ports.of("vault"));
  }

  /** The issuer of the tokens that {@link #token} gets. */
  public String issuer() {
    return address() + "/v1/identity/oidc";
  }

  /** The audience of the tokens that {@link #token} gets. */
  public String audience() {
    return Accounts.AUDIENCE;
  }

  /** A new identity token of a demo account: a JWT of one hour. */
  public String token(String account) {
    if (settings.accounts().stream().noneMatch(known -> known.name().equals(account))) {
      throw new ToolboxException("there is no demo account '" + account + "'");
    }
    return new Accounts(anonymous(), layout.secrets("vault")).token(account);
  }

  /** A client with every right, for provisioning and tests. */
  public VaultClient root() {
    return anonymous().withToken(keys().path("root_token").asText());
  }

  /** A client with the rights of one AppRole, as a service has them. */
  public VaultClient service(String appRole) {
    JsonNode login =
        anonymous()
            .post(
                "auth/approle/login",
                Map.of(
                    "role_id", PrivateFile.read(roleIdFile(appRole)),
                    "secret_id", PrivateFile.read(secretIdFile(appRole))));
    return anonymous().withToken(login.path("auth").path("client_token").asText());
  }

  public Path roleIdFile(String appRole) {
    return AppRoles.roleIdFile(layout.secrets("vault"), appRole);
  }

  public Path secretIdFile(String appRole) {
    return AppRoles.secretIdFile(layout.secrets("vault"), appRole);
  }

  /** The key that the simulated Azure OpenAI demands. */
  public Path providerKeyFile() {
    return providerKeyFile("azure");
  }

  /** The secret that a simulated provider demands: azure, bedrock or local. */
  public Path providerKeyFile(String provider) {
    return layout.secrets("vault").resolve("provider-" + provider + ".key");
  }

  /** Trusts this Vault and every certificate it issued. */
  public SSLContext sslContext() {
    return Pem.trusting(List.of(layout.caFile()));
  }

  /**
   * Shows the certificate of a caller: opa, operator, simulator, or, in a test that stands in for
   * it, a service. It is issued when {@code tls/<name>/} holds none that lasts.
   */
  public SSLContext sslContext(String name) {
    new Authority(root(), layout).issue(name);
    return Pem.presenting(layout.tls(name), List.of(layout.caFile()));
  }

  @Override
  public boolean answers() {
    return Files.exists(listener().resolve("tls.crt")) && anonymous().health() != 0;
  }

  @Override
  public Launch launch() {
    bootstrapCertificate();
    VaultProgram program = program();
    int port = ports.free("vault");
    reconnect();
    Path file = layout.secrets("vault").resolve("server.json");
    new ServerConfiguration(
            created(layout.data("vault")),
            listener(),
            port,
            ports.free("vault-cluster"),
            program.plugins())
        .write(file);
    String marker = "-config=" + file;
    return new Launch(
        List.of(program.binary().toString(), "server", marker, "-log-level=warn"),
        Map.of(),
        layout.home(),
        marker);
  }

  private void initialise() {
    progress.say("initialising Vault; its keys lie in " + keyFile() + ", for demo and tests only");
    JsonNode answer =
        anonymous().put("sys/init", Map.of("secret_shares", 1, "secret_threshold", 1));
    PrivateFile.write(
        keyFile(),
        JSON.createObjectNode()
            .put("note", KEY_NOTE)
            .put("unseal_key", answer.path("keys_base64").path(0).asText())
            .put("root_token", answer.path("root_token").asText())
            .toPrettyString());
  }

  private JsonNode keys() {
    try {
      return JSON.readTree(keyFile().toFile());
    } catch (IOException e) {
      throw new ToolboxException(
          "Vault has data but its key file "
              + keyFile()
              + " is missing; './postern down --wipe' starts afresh",
          e);
    }
  }

  private Path keyFile() {
    return layout.secrets("vault").resolve("keys.json");
  }

  private void requireSameKind() {
    Path file = layout.secrets("vault").resolve("kind");
    if (!Files.exists(file)) {
      PrivateFile.write(file, settings.kind().name());
    }
    if (!PrivateFile.read(file).equals(settings.kind().name())) {
      throw new ToolboxException(
          "the Vault data here was made by "
              + PrivateFile.read(file)
              + "; './postern down --wipe' starts afresh");
    }
  }

  private VaultProgram program() {
    return switch (settings.kind()) {
      case EMBEDDED -> VaultProgram.any(cache, progress);
      case HASHICORP -> HashiCorp.program(cache, progress);
    };
  }

  private Path listener() {
    return layout.tls("vault");
  }

  /**
   * PKI can issue the listener's certificate only once Vault runs; until then, and after a long
   * pause, it signs itself.
   */
  private void bootstrapCertificate() {
    Path certificate = listener().resolve("tls.crt");
    Instant soon = Instant.now().plus(Duration.ofMinutes(10));
    if (!Files.exists(certificate)
        || Pem.certificates(certificate).getFirst().getNotAfter().toInstant().isBefore(soon)) {
      SelfSigned.write(listener());
    }
  }

  private synchronized VaultClient anonymous() {
    VaultClient current = client;
    if (current == null) {
      current =
          new VaultClient(
              address(), Pem.trusting(List.of(layout.caFile(), listener().resolve("tls.crt"))));
      client = current;
    }
    return current;
  }

  private synchronized void reconnect() {
    client = null;
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + folder, e);
    }
  }
}
