package dev.postern.toolbox.services;

import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.TrustPolicy;
import dev.postern.audit.log.WitnessKey;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.process.Launch;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.process.Server;
import dev.postern.toolbox.tls.Pem;
import dev.postern.toolbox.tls.SelfSigned;
import dev.postern.toolbox.tools.Command;
import dev.postern.toolbox.vault.Vault;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/**
 * The witness of the demo's log. It stands for somebody else's machine: its key, memory and
 * certificate are its own, in a folder that no service is told of, and it asks nothing of Vault.
 */
public final class Witness implements Server {
  private static final String ID = "witness";
  private static final int TEN_YEARS = 3650;

  private final Layout layout;
  private final Ports ports;
  private final Vault vault;
  private final PinnedLogs pinned;
  private final Part part;

  public Witness(Layout layout, Ports ports, Vault vault, Progress progress) {
    this.layout = layout;
    this.ports = ports;
    this.vault = vault;
    this.pinned = new PinnedLogs(layout);
    this.part = new Part(ID, layout, this, progress);
  }

  public Part part() {
    return part;
  }

  public URI address() {
    return URI.create("https://localhost:" + ports.of(ID));
  }

  /** The key that it cosigns with, once it was made. */
  public WitnessKey key() {
    return WitnessKey.parse(PrivateFile.read(vkey(layout)));
  }

  /** Trusts its certificate and no other. */
  public SSLContext sslContext() {
    return Pem.trusting(List.of(certificate(layout)));
  }

  /**
   * The keys that the log's checkpoints are signed with, one a version, oldest first, from Vault.
   */
  public List<NoteKey> logKeys() {
    return logKeys(pinned.origin());
  }

  /** Those keys for a log of this name. */
  public List<NoteKey> logKeys(String origin) {
    Map<Integer, NoteKey> versions = new TreeMap<>();
    vault
        .root()
        .get("transit/keys/checkpoint")
        .path("data")
        .path("keys")
        .properties()
        .forEach(
            version -> {
              String raw = version.getValue().path("public_key").asText();
              NoteKey key = NoteKey.ed25519(origin, Base64.getDecoder().decode(raw));
              versions.put(Integer.valueOf(version.getKey()), key);
            });
    return List.copyOf(versions.values());
  }

  /** Makes it the first time, and tells it of the log. Vault must be up. */
  public void prepare() {
    layout.witness();
    if (!Files.exists(vkey(layout))) {
      List<String> init = java(List.of("init", own(layout).toString(), "witness.example/demo"));
      Command.Result made = Command.run(init);
      if (!made.ok()) {
        throw new ToolboxException("the witness cannot be made:\n" + made.output().strip());
      }
    }
    if (!Files.exists(certificate(layout))) {
      SelfSigned.write(tls(layout), TEN_YEARS);
    }
    Set<NoteKey> known = new LinkedHashSet<>(pinned.keys());
    known.addAll(logKeys());
    PrivateFile.write(logs(), TrustPolicy.format(List.copyOf(known), Map.of(), 0));
  }

  @Override
  public Launch launch() {
    ports.free(ID);
    prepare();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("witness.folder", own(layout).toString());
    settings.put("witness.logs", logs().toString());
    settings.put("witness.host", "localhost");
    settings.put("witness.port", Integer.toString(ports.of(ID)));
    settings.put("witness.tls-cert", certificate(layout).toString());
    settings.put("witness.tls-key", tls(layout).resolve("tls.key").toString());
    Path file = layout.witness().resolve("witness.properties");
    PropertiesFile.write(file, settings);
    return new Launch(
        java(List.of("serve", file.toString())), Map.of(), layout.witness(), file.toString());
  }

  @Override
  public boolean answers() {
    return Probe.accepts(ports.of(ID));
  }

  private List<String> java(List<String> arguments) {
    List<String> all = new ArrayList<>();
    Path jar = BuiltJar.in(layout.checkout(), "audit/witness", "audit-witness");
    all.addAll(List.of("-jar", jar.toString()));
    all.addAll(arguments);
    return JavaCommand.of(layout, ID, "64m", all);
  }

  private Path logs() {
    return layout.witness().resolve("logs.policy");
  }

  static Path vkey(Layout layout) {
    return own(layout).resolve("witness.vkey");
  }

  static Path certificate(Layout layout) {
    return tls(layout).resolve("tls.crt");
  }

  private static Path own(Layout layout) {
    return layout.home().resolve(ID).resolve("own");
  }

  private static Path tls(Layout layout) {
    return layout.home().resolve(ID).resolve("tls");
  }
}
