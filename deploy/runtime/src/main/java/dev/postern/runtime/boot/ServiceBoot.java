package dev.postern.runtime.boot;

import dev.postern.runtime.vault.DatabaseLogin;
import dev.postern.runtime.vault.VaultAccess;
import dev.postern.runtime.vault.VaultFailure;
import dev.postern.runtime.vault.VaultSession;
import io.quarkus.runtime.Quarkus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The main method of every service: log in to Vault, write the certificate files, start Quarkus. A
 * service without Vault waits here, not ready, for as long as it takes. With the argument {@code
 * migrate} it applies the migrations with the owner's login and ends.
 */
public final class ServiceBoot {

  private static final System.Logger LOGGER = System.getLogger(ServiceBoot.class.getName());

  /** {@code EX_CONFIG} of sysexits.h: trying again without a person is no use. */
  private static final int MISCONFIGURED = 78;

  private static final AtomicReference<@Nullable Running> RUNNING = new AtomicReference<>();

  /** What boot hands over to the beans of the service. */
  record Running(VaultSession session, CertificateRenewal renewal) {}

  private ServiceBoot() {}

  /**
   * Runs the service until it is stopped.
   *
   * @param main the service's class with the main method; its migrations lie beside it
   * @param settings the interface that declares the service's own settings
   */
  public static void run(Class<?> main, Class<?> settings, String... args) {
    BootConfig config = configuration(settings);
    if (args.length == 1 && args[0].equals("migrate")) {
      migrate(config, Migration.beside(main));
      return;
    }
    Clock clock = Clock.systemUTC();
    VaultSession session = login(config.vault(), clock);
    CertificateRenewal renewal =
        new CertificateRenewal(
            session, config.certificate(), new CertificateFiles(config.tlsFolder()), clock);
    start(renewal);
    RUNNING.set(new Running(session, renewal));
    Quarkus.run(args);
  }

  /** What an operator does with the owner's login, which no running service has. */
  @FunctionalInterface
  public interface OwnersWork {
    /** Does it, and says what was done. */
    String on(Connection owner) throws SQLException;
  }

  /**
   * Works on the service's database as the owner of its tables.
   *
   * @param settings the interface that declares the service's own settings
   */
  public static void asOwner(Class<?> settings, OwnersWork work) {
    BootConfig config = configuration(settings);
    try (VaultSession session = login(config.vaultForMigration(), Clock.systemUTC())) {
      DatabaseLogin owner = session.databaseLogin(config.databaseOwnerRole());
      try (Connection connection =
          DriverManager.getConnection(config.databaseUrl(), owner.user(), owner.password())) {
        LOGGER.log(System.Logger.Level.INFO, "{0}", work.on(connection));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the owner's work was refused: " + e.getMessage(), e);
    }
  }

  private static BootConfig configuration(Class<?> settings) {
    BootLog.open();
    try {
      BootConfig config = BootConfig.load();
      List<String> relaxed = config.checked(settings);
      if (config.jsonLogs()) {
        BootLog.openJson();
      }
      relaxed.forEach(
          what -> LOGGER.log(System.Logger.Level.WARNING, "for a demo only: {0}", what));
      return config;
    } catch (IllegalStateException e) {
      LOGGER.log(System.Logger.Level.ERROR, "{0}", e.getMessage());
      System.exit(MISCONFIGURED);
      throw e;
    }
  }

  static Optional<Running> running() {
    return Optional.ofNullable(RUNNING.get());
  }

  private static void migrate(BootConfig config, Migration migration) {
    Clock clock = Clock.systemUTC();
    try (VaultSession session = login(config.vaultForMigration(), clock)) {
      DatabaseLogin owner = session.databaseLogin(config.databaseOwnerRole());
      int applied = migration.apply(config.databaseUrl(), owner);
      LOGGER.log(System.Logger.Level.INFO, "{0} migrations applied", applied);
    }
  }

  private static VaultSession login(VaultAccess access, Clock clock) {
    while (true) {
      try {
        return VaultSession.open(access, clock);
      } catch (VaultFailure e) {
        waitForVault(e);
      }
    }
  }

  private static void start(CertificateRenewal renewal) {
    while (true) {
      try {
        renewal.start();
        return;
      } catch (VaultFailure e) {
        waitForVault(e);
      }
    }
  }

  private static void waitForVault(VaultFailure failure) {
    LOGGER.log(System.Logger.Level.WARNING, "waiting for Vault ({0})", failure.getMessage());
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
    if (Thread.currentThread().isInterrupted()) {
      throw failure;
    }
  }
}
