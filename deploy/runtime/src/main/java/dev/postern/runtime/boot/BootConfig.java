package dev.postern.runtime.boot;

import dev.postern.runtime.settings.ConfigurationCheck;
import dev.postern.runtime.settings.PosternSettings;
import dev.postern.runtime.vault.CertificateRequest;
import dev.postern.runtime.vault.VaultAccess;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.PropertiesConfigSourceLoader;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must be known before Quarkus starts, from the sources that Quarkus itself will read: system
 * properties, environment, the file named by {@code quarkus.config.locations}, our defaults.
 */
public final class BootConfig {

  /** Files named on the command line outrank all but system properties. */
  private static final int LOCATIONS_ORDINAL = 350;

  private final SmallRyeConfig config;

  private BootConfig(SmallRyeConfig config) {
    this.config = config;
  }

  static BootConfig load() {
    return load(System.getProperty("quarkus.config.locations"));
  }

  /**
   * @param locations the file that an operator named, if any
   */
  static BootConfig load(@Nullable String locations) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .forClassLoader(Thread.currentThread().getContextClassLoader())
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .addSystemSources()
            .withSources(
                PropertiesConfigSourceLoader.inClassPath(
                    "META-INF/microprofile-config.properties",
                    100,
                    Thread.currentThread().getContextClassLoader()))
            .withSources(
                PropertiesConfigSourceLoader.inClassPath(
                    "application.properties", 250, Thread.currentThread().getContextClassLoader()))
            .withSources(new PropertiesLocationConfigSourceFactory());
    if (locations != null) {
      builder.withSources(
          new PropertiesConfigSource(
              Map.of("smallrye.config.locations", locations), "boot", LOCATIONS_ORDINAL));
    }
    return new BootConfig(builder.build());
  }

  public String service() {
    return text("postern.service");
  }

  Path tlsFolder() {
    return Path.of(text("postern.state-dir")).resolve("tls");
  }

  VaultAccess vault() {
    return vault("postern.vault.role-id-file", "postern.vault.secret-id-file");
  }

  VaultAccess vaultForMigration() {
    return vault("postern.vault.migrate-role-id-file", "postern.vault.migrate-secret-id-file");
  }

  CertificateRequest certificate() {
    String name = text("postern.pki.common-name");
    return new CertificateRequest(
        text("postern.pki.role"),
        name,
        List.of(name, "localhost"),
        config.getValues("postern.pki.addresses", String.class));
  }

  /**
   * Refuses a configuration with mistakes, and in production one that relaxes anything; either
   * tells all there is to tell. Absent, the profile is production.
   *
   * @param settings the interface that declares the service's own settings
   * @return what is relaxed, a sentence for each
   * @throws IllegalStateException when it is refused
   */
  List<String> checked(Class<?> settings) {
    ConfigurationCheck check = new ConfigurationCheck(PosternSettings.class, settings);
    List<String> mistakes = check.mistakes(config);
    if (!mistakes.isEmpty()) {
      throw new IllegalStateException(
          "the configuration has mistakes:\n  " + String.join("\n  ", mistakes));
    }
    List<String> relaxed =
        new ArrayList<>(
            Profile.relaxed(
                URI.create(text("postern.oidc.issuer")),
                URI.create(text("postern.vault.address")),
                databaseUrl()));
    relaxed.addAll(check.relaxed(config));
    String profile = config.getOptionalValue("postern.profile", String.class).orElse("production");
    return Profile.named(profile).accept(relaxed);
  }

  boolean jsonLogs() {
    return config.getOptionalValue("postern.logs.json", Boolean.class).orElse(true);
  }

  String databaseUrl() {
    return text("postern.database.url");
  }

  String databaseOwnerRole() {
    return text("postern.database.owner-role");
  }

  private VaultAccess vault(String roleIdKey, String secretIdKey) {
    return new VaultAccess(
        URI.create(text("postern.vault.address")),
        Path.of(text("postern.vault.ca-file")),
        Path.of(text(roleIdKey)),
        Path.of(text(secretIdKey)),
        config.getValue("postern.vault.timeout", Duration.class));
  }

  private String text(String key) {
    return config
        .getOptionalValue(key, String.class)
        .orElseThrow(() -> new IllegalStateException("the setting " + key + " is missing"));
  }
}
