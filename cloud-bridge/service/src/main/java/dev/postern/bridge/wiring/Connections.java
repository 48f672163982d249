package dev.postern.bridge.wiring;

import dev.postern.bridge.disclosure.DisclosurePolicy;
import dev.postern.bridge.disclosure.KillSwitch;
import dev.postern.bridge.disclosure.PolicySerials;
import dev.postern.bridge.disclosure.ShadowDifferences;
import dev.postern.bridge.disclosure.ShadowPolicy;
import dev.postern.bridge.indexer.IndexerSearch;
import dev.postern.bridge.opa.OpaClient;
import dev.postern.bridge.opa.OpaKillSwitch;
import dev.postern.bridge.opa.OpaPolicy;
import dev.postern.runtime.tls.ReloadingTls;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The neighbours: OPA and the indexer. */
@ApplicationScoped
public class Connections {

  @Produces
  @Singleton
  HttpClient http(ReloadingTls tls) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(Duration.ofSeconds(2))
        .sslContext(tls.context())
        .sslParameters(ReloadingTls.parameters())
        .build();
  }

  @Produces
  @Singleton
  OpaClient opa(BridgeConfig config, HttpClient http, PolicySerials serials, Clock clock) {
    BridgeConfig.Opa opa = config.opa();
    return new OpaClient(http, opa.url(), opa.timeout(), opa.reloadWithin(), serials, clock);
  }

  @Produces
  @Singleton
  Optional<ShadowOpa> shadowOpa(BridgeConfig config, HttpClient http, Clock clock) {
    BridgeConfig.Shadow shadow = config.opa().shadow();
    // Any serial: what decides nothing can't roll back what does.
    PolicySerials any = serials -> true;
    return shadow
        .url()
        .map(url -> new OpaClient(http, url, shadow.timeout(), Duration.ZERO, any, clock))
        .map(ShadowOpa::new);
  }

  @Produces
  @Singleton
  DisclosurePolicy policy(
      BridgeConfig config,
      OpaClient opa,
      Optional<ShadowOpa> candidate,
      ShadowDifferences differences,
      MeterRegistry meters,
      Clock clock) {
    DisclosurePolicy active = new OpaPolicy(opa);
    BridgeConfig.Shadow shadow = config.opa().shadow();
    if (candidate.isEmpty()) {
      return active;
    }
    return new ShadowPolicy(
        active,
        new OpaPolicy(candidate.get().client()),
        shadow.share(),
        shadow.queue(),
        differences,
        (decision, compared) -> count(meters, decision, compared),
        clock);
  }

  private static void count(MeterRegistry meters, String decision, ShadowPolicy.Compared compared) {
    String result = compared.name().toLowerCase(Locale.ROOT);
    meters.counter("postern.shadow", "decision", decision, "result", result).increment();
  }

  @Produces
  @Singleton
  KillSwitch killSwitch(BridgeConfig config, OpaClient opa, Clock clock) {
    return new OpaKillSwitch(opa, config.opa().killSwitchMaxAge(), clock);
  }

  @Produces
  @Singleton
  IndexerSearch search(BridgeConfig config, HttpClient http) {
    return new IndexerSearch(http, config.indexer().url(), config.indexer().timeout());
  }
}
