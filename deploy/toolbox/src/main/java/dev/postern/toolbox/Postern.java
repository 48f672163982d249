package dev.postern.toolbox;

import dev.postern.toolbox.backup.Backup;
import dev.postern.toolbox.backup.Restore;
import dev.postern.toolbox.policy.Opa;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.process.Together;
import dev.postern.toolbox.services.LogRecovery;
import dev.postern.toolbox.services.PinnedLogs;
import dev.postern.toolbox.services.Service;
import dev.postern.toolbox.services.Services;
import dev.postern.toolbox.services.Simulator;
import dev.postern.toolbox.services.Witness;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.vault.Vault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;

/**
 * A whole Postern on this machine: every real part and the three services of one checkout, with all
 * that they make in one folder. The processes outlive this object; another one on the same folder
 * finds them again.
 *
 * <pre>{@code
 * Postern postern = Postern.at(checkout, checkout.resolve(".postern"), Settings.DEMO, Progress.stderr());
 * postern.up();
 * postern.part("opa").stop();
 * String token = postern.token("cardiologist");
 * }</pre>
 */
public final class Postern {
  private final Layout layout;
  private final Progress progress;
  private final Ports ports;
  private final PostgreSQL postgres;
  private final Vault vault;
  private final Opa opa;
  private final Simulator simulator;
  private final Witness witness;
  private final PinnedLogs pinned;
  private final Services services;

  private Postern(Layout layout, Settings settings, Progress progress) {
    this.layout = layout;
    this.progress = progress;
    this.ports = new Ports(layout.ports());
    Cache cache = Cache.ofUser();
    this.postgres = new PostgreSQL(layout, ports, cache, settings.of("postgres"), progress);
    this.vault = new Vault(layout, ports, cache, settings.vault(), postgres, progress);
    this.opa = new Opa(layout, ports, cache, progress);
    this.simulator =
        new Simulator(layout, ports, postgres, vault, settings.of("simulator"), progress);
    this.pinned = new PinnedLogs(layout);
    this.witness = new Witness(layout, ports, vault, progress);
    this.services = new Services(layout, ports, postgres, vault, settings, progress);
  }

  /**
   * @param checkout root of the source tree, built
   * @param home folder for everything that running makes
   */
  public static Postern at(Path checkout, Path home, Settings settings, Progress progress) {
    return new Postern(new Layout(checkout, home), settings, progress);
  }

  /** Starts everything that does not run yet and waits until it is ready. */
  public void up() {
    up(false);
  }

  /**
   * Starts everything that does not run yet and waits until it is ready.
   *
   * @param acceptUnwitnessed an operator takes it upon themselves that nobody outside says what the
   *     log held; the log's first entry says so
   * @throws LogRefused when the log does not take entries before a person decides
   */
  public void up(boolean acceptUnwitnessed) {
    try (HomeLock held = HomeLock.of(layout, progress)) {
      requireWhole();
      if (acceptUnwitnessed) {
        services.of(Service.AUDIT).tell("--accept-unwitnessed");
      }
      // Before any configuration names them: a part may have to move.
      parts().stream().filter(part -> !part.running()).forEach(part -> ports.free(part.name()));
      postgres.start();
      vault.start();
      // Before the audit service: its configuration names the witness's key.
      witness.prepare();
      pinned.pinFirst(witness.logKeys());
      List<Runnable> rest = new ArrayList<>(services.launches());
      rest.add(opa::start);
      rest.add(witness.part()::start);
      rest.add(simulator.part()::start);
      Together.run(rest);
      services.awaitReady();
    }
  }

  /**
   * Stops everything, what depends first.
   *
   * @param wipe also removes all that running made, keys and data included
   */
  public void down(boolean wipe) {
    try (HomeLock held = HomeLock.of(layout, progress)) {
      stop();
      if (wipe) {
        progress.say("removing " + layout.home());
        Cache.delete(layout.home());
      }
    } catch (IOException e) {
      throw new ToolboxException("cannot remove " + layout.home() + ": " + e.getMessage(), e);
    }
  }

  private void stop() {
    for (Part part : parts().reversed()) {
      if (part.running()) {
        progress.say("stopping " + part.name());
      }
      part.stop();
    }
  }

  private void requireWhole() {
    if (Files.exists(layout.restoring())) {
      throw new ToolboxException(
          "putting a backup back was interrupted; run ./postern restore again");
    }
  }

  /**
   * Takes a backup while everything runs.
   *
   * @param folder a folder that is not there yet
   * @param keys where the audit service keeps the newest copy of the keys from now on; nothing for
   *     where it does already
   */
  public Backup.Taken backup(Path folder, Optional<Path> keys) throws IOException {
    try (HomeLock held = HomeLock.of(layout, progress)) {
      requireWhole();
      if (!services.parts().stream().allMatch(Part::running)) {
        throw new ToolboxException("it is not running: ./postern up starts it");
      }
      if (keys.isPresent()) {
        keepKeysIn(keys.get().toAbsolutePath().normalize());
      }
      return new Backup(layout, postgres, vault, progress).take(folder);
    }
  }

  /** The audit service is started anew where that changes; its old copies go. */
  private void keepKeysIn(Path place) throws IOException {
    Path before = layout.keys();
    if (!place.equals(before)) {
      Files.createDirectories(
          place,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      layout.keepKeysIn(place);
      services.of(Service.AUDIT).launchIfNeeded();
      services.awaitReady();
      Backup.forgetKeysIn(before);
    }
  }

  /**
   * Puts a backup back; {@link #up} starts it then.
   *
   * @param keys the folder with the newest copy of the keys; nothing for where it was kept here
   * @param replace whether what is there may be moved aside
   */
  public Restore.PutBack restore(Path folder, Optional<Path> keys, boolean replace)
      throws IOException {
    try (HomeLock held = HomeLock.of(layout, progress)) {
      return new Restore(layout, postgres, vault, this::stop, progress)
          .run(folder, keys.orElseGet(layout::keys), replace);
    }
  }

  /** Every part, in the order in which they start. */
  public List<Part> parts() {
    List<Part> all =
        new ArrayList<>(
            List.of(
                postgres.part(),
                vault.part(),
                opa.bundleServer(),
                opa.part(),
                simulator.part(),
                witness.part()));
    all.addAll(services.parts());
    if (opa.shadow().wanted() || opa.shadow().part().running()) {
      all.add(opa.shadow().part());
    }
    return List.copyOf(all);
  }

  public Part part(String name) {
    return parts().stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ToolboxException(
                    "there is no part '"
                        + name
                        + "', but "
                        + String.join(", ", parts().stream().map(Part::name).toList())));
  }

  /** What each part is doing now. */
  public List<PartStatus> status() {
    return parts().stream()
        .map(
            part ->
                new PartStatus(
                    part.name(), part.state(), part.pid(), ports.of(part.name()), part.log()))
        .toList();
  }

  public Addresses addresses() {
    return Addresses.of(ports);
  }

  /** The plain-HTTP address of a service's health and metrics. */
  public URI management(Service service) {
    return services.of(service).management();
  }

  public Layout layout() {
    return layout;
  }

  public Ports ports() {
    return ports;
  }

  public PostgreSQL postgres() {
    return postgres;
  }

  public Vault vault() {
    return vault;
  }

  public Opa opa() {
    return opa;
  }

  public Simulator simulator() {
    return simulator;
  }

  public Witness witness() {
    return witness;
  }

  /** What the log is called now, and was before. */
  public PinnedLogs pinnedLogs() {
    return pinned;
  }

  /** For a person, after a rollback of the log that cannot be undone. */
  public LogRecovery recovery() {
    return new LogRecovery(layout, postgres, vault, witness, pinned, services, progress);
  }

  /** A new OIDC token of a demo account. */
  public String token(String account) {
    return vault.token(account);
  }

  /** Trusts this Postern's certificates, shows none. */
  public SSLContext sslContext() {
    return vault.sslContext();
  }

  /** Trusts this Postern's certificates and shows the operator's. */
  public SSLContext operatorSslContext() {
    return vault.sslContext("operator");
  }

  /** A database as the superuser sees it, for tests. */
  public DataSource database(String name) {
    return postgres.database(name);
  }
}
