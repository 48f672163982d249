package dev.postern.toolbox.services;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.postgres.PostgreSQL;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.vault.Vault;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The three services together: migrated side by side, then started side by side. */
public final class Services {
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

  /** Waits until each launched service is ready. */
  public void awaitReady() {
    processes.values().forEach(process -> process.part().awaitReady());
  }
}
