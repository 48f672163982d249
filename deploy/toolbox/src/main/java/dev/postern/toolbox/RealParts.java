package dev.postern.toolbox;

import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.vault.Vault;
import dev.postern.toolbox.vault.VaultSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real PostgreSQL and Vault for one module's integration tests: started once per JVM, kept
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
  private final HomeLock lock;

  private RealParts(Layout layout) {
    this.layout = layout;
    Ports ports = new Ports(layout.ports());
    Cache cache = Cache.ofUser();
    Progress progress = Progress.stderr();
    this.lock = HomeLock.of(layout, progress);
    this.postgres = new PostgreSQL(layout, ports, cache, Map.of(), progress);
    this.vault = new Vault(layout, ports, cache, VaultSettings.DEMO, postgres, progress);
  }

  /** PostgreSQL and Vault, running and provisioned. */
  public static synchronized RealParts shared() {
    RealParts parts = shared;
    if (parts == null) {
      Path here = Path.of("").toAbsolutePath();
      parts = new RealParts(new Layout(here, here.resolve("target/real-parts")));
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

  /** Where certificates ({@code tls/}), logs and secrets of these parts are. */
  public Layout layout() {
    return layout;
  }

  private void stop() {
    vault.part().stop();
    postgres.part().stop();
    lock.close();
  }
}
