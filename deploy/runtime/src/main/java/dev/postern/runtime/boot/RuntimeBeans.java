package dev.postern.runtime.boot;

import dev.postern.runtime.tls.ReloadingTls;
import dev.postern.runtime.vault.VaultSession;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What boot prepared, as beans: the clock, the Vault session, TLS for clients. */
@ApplicationScoped
public class RuntimeBeans {

  private static final String TLS_NAME = "postern";

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  VaultSession session() {
    return ServiceBoot.running()
        .orElseThrow(() -> new IllegalStateException("a service starts through ServiceBoot"))
        .session();
  }

  @Produces
  @Singleton
  ReloadingTls clientTls(@ConfigProperty(name = "postern.state-dir") String stateDir) {
    return ReloadingTls.fromFolder(Path.of(stateDir).resolve("tls"));
  }

  /** After a renewal the HTTPS listener takes the new files at once. */
  void follow(
      @Observes StartupEvent started,
      TlsConfigurationRegistry registry,
      Event<CertificateUpdatedEvent> updated) {
    ServiceBoot.running()
        .ifPresent(
            running ->
                running
                    .renewal()
                    .onRenewal(
                        () ->
                            registry
                                .get(TLS_NAME)
                                .filter(tls -> tls.reload())
                                .ifPresent(
                                    tls ->
                                        updated.fire(new CertificateUpdatedEvent(TLS_NAME, tls)))));
  }

  void stop(@Observes ShutdownEvent stopped) {
    ServiceBoot.running().ifPresent(running -> running.renewal().close());
  }
}
