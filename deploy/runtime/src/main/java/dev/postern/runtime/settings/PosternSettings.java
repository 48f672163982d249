package dev.postern.runtime.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What every service is told of where it runs. Boot reads it by name, before there are beans. */
@ConfigMapping(prefix = "postern")
public interface PosternSettings {

  /** Which service this is; each brings it along. */
  String service();

  /** This process among those of its service, in the log and beside its leases. */
  String instance();

  /** {@code demo} or {@code production}; production refuses whatever is relaxed. */
  @WithDefault("production")
  String profile();

  /** A folder that only this service's account may enter: certificate, key, temporary files. */
  Path stateDir();

  Vault vault();

  Pki pki();

  Database database();

  Oidc oidc();

  Https https();

  Management management();

  Otlp otlp();

  Logs logs();

  /** Where secrets come from. */
  interface Vault {
    /** Vault or OpenBao; a service without it waits and is not ready. */
    URI address();

    /** The authorities that may vouch for it, PEM. */
    Path caFile();

    /** AppRole of the running service. */
    Path roleIdFile();

    /** Its secret. */
    Path secretIdFile();

    /** AppRole of the owner of the tables, for {@code migrate} only. */
    Optional<Path> migrateRoleIdFile();

    /** Its secret. */
    Optional<Path> migrateSecretIdFile();

    /** How long one call may take; a second at least. */
    Duration timeout();
  }

  /** The service's certificate, issued by Vault and renewed at two thirds of its life. */
  interface Pki {
    /** The role at Vault's authority. */
    String role();

    /** The name that neighbours expect. */
    String commonName();

    /** Addresses in the certificate beside the name. */
    List<String> addresses();
  }

  /** The service's own database. */
  interface Database {
    /**
     * JDBC, in the form of the PostgreSQL driver. The production profile refuses one without {@code
     * sslmode=verify-full}.
     */
    String url();

    /** Vault's database role whose logins serve. */
    String role();

    /** Vault's database role whose logins own the tables, for {@code migrate} only. */
    Optional<String> ownerRole();
  }

  /** Whose tokens are believed. */
  interface Oidc {
    /** The issuer. The production profile refuses one that is also the secrets server. */
    URI issuer();

    /** What a token has to be meant for. */
    String audience();

    /** The longest life of a token; one that lives longer is not believed. */
    Duration maxTokenLife();

    /** The authorities that may vouch for the issuer, PEM. */
    Path caFile();

    Claims claims();
  }

  /** Where a token says what, as paths of claims. */
  interface Claims {
    /** Who asks. */
    String subject();

    /** The tenant; a token without is not believed. */
    String tenant();

    /** Roles that policy knows. */
    String roles();

    /** Groups that documents name. */
    String groups();
  }

  /** Where the service listens, by HTTPS only. */
  interface Https {
    /** The address. */
    String host();

    /** The port. */
    int port();
  }

  /** Health and metrics, on loopback, without content. */
  interface Management {
    /** The port. */
    int port();
  }

  /** Traces. */
  interface Otlp {
    /** The collector, OTLP over HTTP; absent means that traces go nowhere. */
    Optional<URI> endpoint();
  }

  /** The log, on standard output, without content. */
  interface Logs {
    /** A JSON object a line, with the ids of trace and span; else lines for people. */
    boolean json();
  }
}
