package dev.postern.bridge.wiring;

import dev.postern.bridge.audit.BridgeAudit;
import dev.postern.bridge.azure.AzureOpenAi;
import dev.postern.bridge.azure.AzureUsage;
import dev.postern.bridge.azure.EntraToken;
import dev.postern.bridge.bedrock.AmazonBedrock;
import dev.postern.bridge.bedrock.AwsKeys;
import dev.postern.bridge.bedrock.BedrockEndpoint;
import dev.postern.bridge.completions.ChatCompletions;
import dev.postern.bridge.completions.Server;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.ReconcileUsage;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.RouteHealth;
import dev.postern.bridge.disclosure.Tunnel;
import dev.postern.bridge.endpoint.Endpoint;
import dev.postern.bridge.onprem.OnPremises;
import dev.postern.bridge.tunnel.RouteTunnel;
import dev.postern.bridge.vault.ProviderSecret;
import dev.postern.runtime.vault.VaultSession;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The routes to models, and the adapter that serves each. */
@ApplicationScoped
public class Providers {

  /** A route, its settings and where it leads. */
  record Way(Route route, BridgeConfig.Route settings, Endpoint endpoint) {}

  /** The configured routes, in order of name. */
  record Routes(List<Way> ways) {

    List<Route> all() {
      return ways.stream().map(Way::route).toList();
    }
  }

  @Produces
  @Singleton
  Routes routes(BridgeConfig config, @ConfigProperty(name = "postern.profile") String profile) {
    RouteSettings settings =
        new RouteSettings(config.tunnel().networks(), profile.equals("production"));
    return new Routes(
        config.routes().entrySet().stream()
            .map(named -> settings.way(named.getKey(), named.getValue()))
            .sorted(Comparator.comparing(way -> way.route().name()))
            .toList());
  }

  /** What can't be true stops the start, not the first question. */
  void start(@Observes StartupEvent started, Routes routes) {
    boolean bedrock =
        routes.all().stream().anyMatch(route -> route.provider().equals(AmazonBedrock.PROVIDER));
    if (bedrock) {
      AmazonBedrock.refuseOwnWays(System.getenv().keySet());
    }
  }

  @Produces
  @Singleton
  Tunnel tunnel(BridgeConfig config, Routes routes, Clock clock) {
    Map<String, Endpoint> endpoints = new HashMap<>();
    routes.ways().forEach(way -> endpoints.put(way.route().name(), way.endpoint()));
    return new RouteTunnel(config.tunnel().interfaceName(), endpoints, clock);
  }

  @Produces
  @Singleton
  RouteHealth health(Routes routes, MeterRegistry meters, Clock clock) {
    Map<String, RouteHealth.Bounds> bounds = new HashMap<>();
    routes.ways().forEach(way -> bounds.put(way.route().name(), bounds(way.settings())));
    RouteHealth health = new RouteHealth(bounds, clock);
    for (String name : bounds.keySet()) {
      Gauge.builder(
              "postern.route.open", health, h -> h.state(name) == RouteHealth.State.CLOSED ? 0 : 1)
          .description("1 from a provider's repeated failures on until the route answers again")
          .tag("route", name)
          .register(meters);
    }
    return health;
  }

  private static RouteHealth.Bounds bounds(BridgeConfig.Route settings) {
    return new RouteHealth.Bounds(settings.calls(), settings.failures(), settings.pause());
  }

  /** The tokens of Entra ID by the name of the route that they open. */
  record Tokens(Map<String, EntraToken> byRoute) {

    void renewAhead() {
      byRoute.values().forEach(EntraToken::renewAhead);
    }
  }

  @Produces
  @Singleton
  Tokens tokens(Routes routes, VaultSession vault, Clock clock) {
    Map<String, EntraToken> tokens = new HashMap<>();
    for (Way way : routes.ways()) {
      way.settings()
          .entra()
          .ifPresent(entra -> tokens.put(way.route().name(), token(way, entra, vault, clock)));
    }
    return new Tokens(tokens);
  }

  @Produces
  @Singleton
  LanguageModel model(
      BridgeConfig config, Routes routes, Tokens tokens, VaultSession vault, Clock clock) {
    Map<String, Server> servers = new HashMap<>();
    Map<String, BedrockEndpoint> bedrock = new HashMap<>();
    for (Way way : routes.ways()) {
      String name = way.route().name();
      switch (way.route().provider()) {
        case AmazonBedrock.PROVIDER -> bedrock.put(name, bedrock(way, vault, clock));
        case Route.ON_PREMISES ->
            servers.put(
                name, OnPremises.server(way.endpoint(), localKey(way.settings(), vault, clock)));
        default ->
            servers.put(
                name, AzureOpenAi.server(way.endpoint(), azureSecret(way, tokens, vault, clock)));
      }
    }
    LanguageModel completions =
        new ChatCompletions(servers, config.provider().answerWithin(), clock);
    if (bedrock.isEmpty()) {
      return completions;
    }
    return new ModelByProvider(
        Map.of(
            AmazonBedrock.PROVIDER,
            new AmazonBedrock(bedrock, config.provider().answerWithin(), clock)),
        completions);
  }

  private static BedrockEndpoint bedrock(Way way, VaultSession vault, Clock clock) {
    BridgeConfig.Route settings = way.settings();
    Supplier<Map<String, String>> secret =
        secret(
            vault,
            settings.keyPath().orElseThrow(),
            Set.of("access_key_id", "secret_access_key"),
            clock);
    return new BedrockEndpoint(
        way.endpoint(),
        settings.endpointRegion().orElse(settings.region()),
        () -> keys(secret.get()),
        settings
            .guardrail()
            .map(rail -> new BedrockEndpoint.Guardrail(rail.id(), rail.version()))
            .orElse(null),
        settings.stream(),
        settings.http2());
  }

  private static AwsKeys keys(Map<String, String> secret) {
    return new AwsKeys(
        secret.getOrDefault("access_key_id", ""),
        secret.getOrDefault("secret_access_key", ""),
        secret.get("session_token"));
  }

  // A server without a door gets a word in place of a key: the SDK demands one.
  private static Supplier<Server.Secret> localKey(
      BridgeConfig.Route settings, VaultSession vault, Clock clock) {
    if (settings.keyPath().isEmpty()) {
      return () -> new Server.Secret.Bearer("none");
    }
    Supplier<Map<String, String>> secret = key(settings, vault, clock);
    return () -> new Server.Secret.Bearer(secret.get().getOrDefault("api_key", ""));
  }

  private static Supplier<Server.Secret> azureSecret(
      Way way, Tokens tokens, VaultSession vault, Clock clock) {
    EntraToken token = tokens.byRoute().get(way.route().name());
    if (token != null) {
      return () -> new Server.Secret.Bearer(token.get());
    }
    Supplier<Map<String, String>> secret = key(way.settings(), vault, clock);
    return () -> new Server.Secret.ApiKey(secret.get().getOrDefault("api_key", ""));
  }

  private static EntraToken token(
      Way way, BridgeConfig.Entra entra, VaultSession vault, Clock clock) {
    ProviderSecret application =
        secret(
            vault,
            way.settings().keyPath().orElseThrow(),
            Set.of("client_id", "client_secret"),
            clock);
    return new EntraToken(
        RouteSettings.endpoint(
            way.route().name() + ".entra",
            entra.tokenUrl(),
            entra.networks(),
            entra.caFile(),
            Set.of()),
        () -> application(application.get()),
        entra.scope(),
        clock);
  }

  private static EntraToken.Application application(Map<String, String> secret) {
    return new EntraToken.Application(
        secret.getOrDefault("client_id", ""), secret.getOrDefault("client_secret", ""));
  }

  private static ProviderSecret key(BridgeConfig.Route settings, VaultSession vault, Clock clock) {
    return secret(vault, settings.keyPath().orElseThrow(), Set.of("api_key"), clock);
  }

  private static ProviderSecret secret(
      VaultSession vault, String path, Set<String> fields, Clock clock) {
    return new ProviderSecret(() -> vault.secret(path), fields, clock);
  }

  @Produces
  @Singleton
  ReconcileUsage reconcileUsage(
      BridgeConfig config, Routes routes, VaultSession vault, BridgeAudit audit, Clock clock) {
    Map<String, AzureUsage.Workspace> workspaces = new HashMap<>();
    Map<String, Endpoint> endpoints = new HashMap<>();
    for (Way way : routes.ways()) {
      String name = way.route().name();
      way.settings()
          .usage()
          .ifPresent(
              report -> {
                Endpoint at = reportOf(way, report, config.tunnel().networks());
                endpoints.put(name, at);
                workspaces.put(
                    name,
                    new AzureUsage.Workspace(at, report.query(), token(report, vault, clock)));
              });
    }
    return new ReconcileUsage(
        routes.all(),
        new RouteTunnel(config.tunnel().interfaceName(), endpoints, clock),
        new AzureUsage(workspaces),
        audit.usage());
  }

  private static Endpoint reportOf(
      Way way, BridgeConfig.UsageReport report, List<String> networks) {
    return RouteSettings.endpoint(
        way.route().name() + ".usage", report.url(), networks, way.settings().caFile(), Set.of());
  }

  private static Supplier<String> token(
      BridgeConfig.UsageReport report, VaultSession vault, Clock clock) {
    ProviderSecret secret = secret(vault, report.keyPath(), Set.of("api_key"), clock);
    return () -> secret.get().getOrDefault("api_key", "");
  }
}
