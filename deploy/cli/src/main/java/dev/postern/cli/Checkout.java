package dev.postern.cli;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.vault.Vault;
import dev.postern.toolbox.vault.VaultSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The source tree this command line was started from, and what runs out of it. */
public final class Checkout {

  private final Path root;
  private final Terminal terminal;

  public Checkout(Path root, Terminal terminal) {
    this.root = root.toAbsolutePath().normalize();
    this.terminal = terminal;
  }

  public Path root() {
    return root;
  }

  /** Where everything that runs keeps its files: {@code .postern}. */
  public Layout layout() {
    return new Layout(root, root.resolve(".postern"));
  }

  /** The address of one of its services. */
  public URI address(String part) {
    if (!Files.exists(layout().ports())) {
      throw new ToolboxException("nothing was started here yet: ./postern up starts it.");
    }
    return URI.create("https://localhost:" + new Ports(layout().ports()).of(part));
  }

  /** A new OIDC token of one of the demo's accounts. */
  public String token(String account) {
    Progress progress = terminal::say;
    Ports ports = new Ports(layout().ports());
    Cache cache = Cache.ofUser();
    PostgreSQL postgres = new PostgreSQL(layout(), ports, cache, Map.of(), progress);
    return new Vault(layout(), ports, cache, VaultSettings.DEMO, postgres, progress).token(account);
  }

  /** The Maven that the launcher found. */
  String maven() {
    return System.getProperty("postern.maven", "mvn");
  }
}
