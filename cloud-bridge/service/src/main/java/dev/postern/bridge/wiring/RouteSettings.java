package dev.postern.bridge.wiring;

import dev.postern.bridge.azure.AzureOpenAi;
import dev.postern.bridge.bedrock.AmazonBedrock;
import dev.postern.bridge.bedrock.InferenceProfile;
import dev.postern.bridge.disclosure.Price;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.endpoint.Endpoint;
import dev.postern.bridge.endpoint.Network;
import dev.postern.bridge.endpoint.PinnedTrust;
import dev.postern.runtime.tls.Pem;
import dev.postern.runtime.tls.ReloadingTls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** What is configured of routes, and whether it can be true; what can't stops the start. */
final class RouteSettings {
  private static final Set<String> PROVIDERS =
      Set.of(AzureOpenAi.PROVIDER, AmazonBedrock.PROVIDER, Route.ON_PREMISES);

  private final List<String> tunnelNetworks;
  private final boolean production;

  RouteSettings(List<String> tunnelNetworks, boolean production) {
    this.tunnelNetworks = List.copyOf(tunnelNetworks);
    this.production = production;
  }

  /**
   * @throws IllegalArgumentException that names the setting
   */
  Providers.Way way(String name, BridgeConfig.Route route) {
    return new Providers.Way(route(name, route), route, endpoint(name, route));
  }

  private static Route route(String name, BridgeConfig.Route route) {
    demand(
        PROVIDERS.contains(route.provider()),
        name,
        "provider is not one of: amazon-bedrock, azure-openai, on-premises");
    boolean onPremises = route.provider().equals(Route.ON_PREMISES);
    demand(
        onPremises == route.region().equals(Route.ON_PREMISES),
        name,
        "region is on-premises exactly where provider is");
    demand(onPremises || route.keyPath().isPresent(), name, "key-path is missing");
    if (route.provider().equals(AmazonBedrock.PROVIDER)) {
      demandPlace(name, route);
    }
    return new Route(
        name,
        route.provider(),
        route.region(),
        route.model(),
        route.agreements().orElse(List.of()),
        route.price().map(p -> new Price(p.input(), p.output(), p.currency())).orElse(null));
  }

  // Policy judges the region: it has to be where Bedrock processes, not only where it is called.
  private static void demandPlace(String name, BridgeConfig.Route route) {
    demand(
        !InferenceProfile.opaque(route.model()),
        name,
        "model is an application's inference profile: which Regions it uses can't be known from"
            + " it");
    Optional<String> geography = InferenceProfile.geography(route.model());
    demand(
        geography.isEmpty() || geography.get().equals(route.region()),
        name,
        "model is processed anywhere in a geography: region has to be that");
    demand(
        geography.isEmpty() == route.endpointRegion().isEmpty(),
        name,
        "endpoint-region says which Region is called exactly where model names a geography");
  }

  private Endpoint endpoint(String name, BridgeConfig.Route route) {
    boolean onPremises = route.provider().equals(Route.ON_PREMISES);
    demand(!onPremises || route.networks().isPresent(), name, "networks is missing");
    Endpoint endpoint =
        endpoint(
            name,
            route.baseUrl(),
            route.networks().orElse(tunnelNetworks),
            route.caFile(),
            route.pins().orElse(Set.of()));
    if (production) {
      demand(
          endpoint.networks().stream().allMatch(Network::isPrivate),
          name,
          "networks (or bridge.tunnel.networks) holds public addresses");
      demand(
          !onPremises || endpoint.networks().stream().noneMatch(this::behindTheTunnel),
          name,
          "networks holds addresses behind the tunnel, which are not on the premises");
      demand(
          onPremises || expected(route),
          name,
          "base-url is not a host of this provider in this region");
    }
    return endpoint;
  }

  private boolean behindTheTunnel(Network network) {
    return tunnelNetworks.stream().map(Network::parse).anyMatch(network::overlaps);
  }

  private static boolean expected(BridgeConfig.Route route) {
    String host = route.baseUrl().getHost();
    String region = route.endpointRegion().orElse(route.region());
    return switch (route.provider()) {
      case AmazonBedrock.PROVIDER ->
          host.equals("bedrock-runtime." + region + ".amazonaws.com")
              || host.equals("bedrock-runtime-fips." + region + ".amazonaws.com")
              || host.endsWith(".bedrock-runtime." + region + ".vpce.amazonaws.com");
      case AzureOpenAi.PROVIDER ->
          AzureOpenAi.DOMAINS.contains(host.substring(host.indexOf('.') + 1));
      default -> false;
    };
  }

  static Endpoint endpoint(
      String name, URI base, List<String> networks, Optional<Path> caFile, Set<String> pins) {
    try {
      X509ExtendedTrustManager authorities =
          caFile.isPresent()
              ? ReloadingTls.trustManager(Pem.certificates(caFile.get()))
              : platformTrust();
      return new Endpoint(
          base, networks.stream().map(Network::parse).toList(), new PinnedTrust(authorities, pins));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(setting(name) + "ca-file can't be used", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting(name) + "*: " + e.getMessage(), e);
    }
  }

  private static X509ExtendedTrustManager platformTrust() throws GeneralSecurityException {
    TrustManagerFactory platform =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    platform.init((KeyStore) null);
    for (TrustManager manager : platform.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("this Java trusts nobody");
  }

  private static void demand(boolean holds, String name, String what) {
    if (!holds) {
      throw new IllegalArgumentException(setting(name) + what);
    }
  }

  private static String setting(String name) {
    return "bridge.routes." + name + ".";
  }
}
