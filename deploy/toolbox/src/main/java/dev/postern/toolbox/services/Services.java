package dev.postern.toolbox.services;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The three services together: migrated side by side, then started side by side. */
public final class Services {
  private static final Duration WITNESSES = Duration.ofSeconds(20);

  private final Map<Service, ServiceProcess> processes = new EnumMap<>(Service.class);

  /**
   * @param settings whose parts named like a service replace or add to its usual properties
   */
  public Services(
      Layout layout,
      Ports ports,
      PostgreSQL postgres,
      Vault vault,
      Settings settings,
      Progress progress) {
    ServiceProperties usual = new ServiceProperties(layout, ports, postgres, vault);
    for (Service service : Service.values()) {
      processes.put(
          service,
          new ServiceProcess(
              service,
              layout,
              ports,
              () -> {
                Map<String, String> all = usual.of(service);
                all.putAll(settings.parts().getOrDefault(service.id(), Map.of()));
                return all;
              },
              settings.learning(),
              progress));
    }
  }

  public ServiceProcess of(Service service) {
    ServiceProcess process = processes.get(service);
    if (process == null) {
      throw new IllegalArgumentException("no such service: " + service);
    }
    return process;
  }

  public List<Part> parts() {
    return processes.values().stream().map(ServiceProcess::part).toList();
  }

  /** For each service the step that migrates and launches it; steps may run side by side. */
  public List<Runnable> launches() {
    return processes.values().stream()
        .<Runnable>map(
            process ->
                () -> {
                  process.migrate();
                  process.launchIfNeeded();
                })
        .toList();
  }

  /**
   * Waits until each launched service is ready.
   *
   * @throws LogRefused when the log does not take entries before a person decides
   */
  public void awaitReady() {
    awaitLog(of(Service.AUDIT));
    processes.values().forEach(process -> process.part().awaitReady());
  }

  private static void awaitLog(ServiceProcess audit) {
    Instant end = Instant.now().plus(audit.startLimit());
    // A witness that starts beside the service is heard at the second time of asking.
    Instant heard = Instant.now().plus(WITNESSES);
    while (audit.part().running() && Instant.now().isBefore(end)) {
      switch (LogStanding.of(audit)) {
        case LogStanding.Leading() -> {
          return;
        }
        case LogStanding.Refused(String difference) -> throw LogRefused.rolledBack(difference);
        case LogStanding.Unwitnessed(String why) -> {
          if (Instant.now().isAfter(heard)) {
            throw LogRefused.unwitnessed(why);
          }
        }
        case LogStanding.Starting() -> {}
      }
      Part.pauseShortly();
    }
  }
}
