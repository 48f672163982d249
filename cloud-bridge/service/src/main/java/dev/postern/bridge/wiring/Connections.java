package dev.postern.bridge.wiring;

import dev.postern.bridge.audit.BridgeAudit;
import dev.postern.bridge.azure.AzureOpenAi;
import dev.postern.bridge.azure.AzureUsage;
import dev.postern.bridge.disclosure.DisclosurePolicy;
import dev.postern.bridge.disclosure.KillSwitch;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.PolicySerials;
import dev.postern.bridge.disclosure.ReconcileUsage;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.ShadowDifferences;
import dev.postern.bridge.disclosure.ShadowPolicy;
import dev.postern.bridge.disclosure.Tunnel;
import dev.postern.bridge.indexer.IndexerSearch;
import dev.postern.bridge.opa.OpaClient;
import dev.postern.bridge.opa.OpaKillSwitch;
import dev.postern.bridge.opa.OpaPolicy;
import dev.postern.bridge.tunnel.RouteTunnel;
import dev.postern.bridge.vault.ProviderKey;
import dev.postern.runtime.tls.Pem;
import dev.postern.runtime.tls.ReloadingTls;
import dev.postern.runtime.vault.VaultSession;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The powers outside: OPA, indexer, tunnel, provider. */
@ApplicationScoped
public class Connections {

  @Produces
  @Singleton
  HttpClient http(ReloadingTls tls) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
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

  @Produces
  @Singleton
  Routes routes(BridgeConfig config) {
    return new Routes(
        config.routes().entrySet().stream()
            .map(named -> route(named.getKey(), named.getValue()))
            .sorted(Comparator.comparing(Route::name))
            .toList());
  }

  private static Route route(String name, BridgeConfig.Route route) {
    if (!"azure-openai".equals(route.provider())) {
      throw new IllegalArgumentException(
          "bridge.routes." + name + ".provider is not one of: azure-openai");
    }
    return new Route(
        name,
        route.provider(),
        route.region(),
        route.model(),
        route.agreements().orElse(List.of()));
  }

  @Produces
  @Singleton
  Tunnel tunnel(BridgeConfig config, Clock clock) {
    Map<String, URI> endpoints = new HashMap<>();
    config.routes().forEach((name, route) -> endpoints.put(name, route.baseUrl()));
    BridgeConfig.Tunnel tunnel = config.tunnel();
    return new RouteTunnel(tunnel.interfaceName(), tunnel.networks(), endpoints, clock);
  }

  @Produces
  @Singleton
  LanguageModel model(BridgeConfig config, VaultSession vault, Clock clock) {
    Map<String, AzureOpenAi.Endpoint> endpoints = new HashMap<>();
    config
        .routes()
        .forEach(
            (name, route) ->
                endpoints.put(
                    name,
                    new AzureOpenAi.Endpoint(
                        route.baseUrl(),
                        new ProviderKey(vault, route.keyPath(), clock),
                        trust(name, route))));
    return new AzureOpenAi(endpoints, config.provider().answerWithin(), clock);
  }

  @Produces
  @Singleton
  ReconcileUsage reconcileUsage(
      BridgeConfig config, Routes routes, VaultSession vault, BridgeAudit audit, Clock clock) {
    Map<String, AzureUsage.Endpoint> reports = new HashMap<>();
    Map<String, URI> addresses = new HashMap<>();
    config
        .routes()
        .forEach(
            (name, route) ->
                route
                    .usage()
                    .ifPresent(
                        report -> {
                          var token = new ProviderKey(vault, report.keyPath(), clock);
                          addresses.put(name, report.url());
                          reports.put(
                              name,
                              new AzureUsage.Endpoint(
                                  report.url(), report.query(), token, trust(name, route)));
                        }));
    BridgeConfig.Tunnel tunnel = config.tunnel();
    return new ReconcileUsage(
        routes.all(),
        new RouteTunnel(tunnel.interfaceName(), tunnel.networks(), addresses, clock),
        new AzureUsage(reports),
        audit.usage());
  }

  private static X509TrustManager trust(String name, BridgeConfig.Route route) {
    try {
      return route.caFile().isPresent()
          ? ReloadingTls.trustManager(Pem.certificates(route.caFile().get()))
          : platformTrust();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("bridge.routes." + name + ".ca-file can't be used", e);
    }
  }

  private static X509TrustManager platformTrust() throws GeneralSecurityException {
    TrustManagerFactory platform =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    platform.init((KeyStore) null);
    for (TrustManager manager : platform.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("this Java trusts nobody");
  }

  /** The configured routes, in order of name. */
  record Routes(List<Route> all) {}
}
