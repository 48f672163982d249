package dev.postern.toolbox;

import dev.postern.toolbox.policy.Opa;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.vault.Vault;
import dev.postern.toolbox.vault.VaultSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real PostgreSQL, Vault and OPA for one module's integration tests: started once per JVM, kept
 * under {@code target/} so that the next run starts in seconds, stopped when the JVM ends. Tests
 * isolate themselves by a database of their own.
 *
 * <pre>{@code
 * RealParts parts = RealParts.shared();
 * DataSource audit = parts.postgres().database(parts.postgres().scratch("audit"));   // superuser, fresh database
 * String token = parts.vault().token("cardiologist");                                // real OIDC token
 * }</pre>
 */
public final class RealParts {
  private static @Nullable RealParts shared;

  private final Layout layout;
  private final PostgreSQL postgres;
  private final Vault vault;
  private final Opa opa;
  private final HomeLock lock;

  private RealParts(Layout layout) {
    this.layout = layout;
    Ports ports = new Ports(layout.ports());
    Cache cache = Cache.ofUser();
    Progress progress = Progress.stderr();
    this.lock = HomeLock.of(layout, progress);
    this.postgres = new PostgreSQL(layout, ports, cache, Map.of(), progress);
    this.vault = new Vault(layout, ports, cache, VaultSettings.DEMO, postgres, progress);
    this.opa = new Opa(layout, ports, cache, progress);
  }

  /** PostgreSQL and Vault, running and provisioned. */
  public static synchronized RealParts shared() {
    RealParts parts = shared;
    if (parts == null) {
      Path here = Path.of("").toAbsolutePath();
      Path home = here.resolve("target/real-parts-" + VaultSettings.DEMO.kind().id());
      parts = new RealParts(new Layout(checkout(here), home));
      Runtime.getRuntime().addShutdownHook(new Thread(parts::stop, "stop real parts"));
      parts.postgres.start();
      parts.vault.start();
      shared = parts;
    }
    return parts;
  }

  public PostgreSQL postgres() {
    return postgres;
  }

  public Vault vault() {
    return vault;
  }

  /** OPA with the checkout's signed bundles; started when first asked for. */
  public synchronized Opa opa() {
    opa.start();
    return opa;
  }

  /** Where certificates ({@code tls/}), logs and secrets of these parts are. */
  public Layout layout() {
    return layout;
  }

  private static Path checkout(Path here) {
    Path root = here;
    while (!Files.isDirectory(root.resolve("policies"))) {
      root = root.getParent();
      if (root == null) {
        throw new ToolboxException(
            here + " is not inside a checkout: no folder above it holds policies/");
      }
    }
    return root;
  }

  private void stop() {
    opa.part().stop();
    opa.bundleServer().stop();
    vault.part().stop();
    postgres.part().stop();
    lock.close();
  }
}
