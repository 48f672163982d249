package dev.postern.bridge.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteSettingsTest {
  private static final Map<String, String> AZURE =
      Map.of(
          "provider", "azure-openai",
          "region", "westeurope",
          "base-url", "https://st-aurelia.openai.azure.com/openai/v1",
          "model", "gpt-4o",
          "key-path", "providers/azure");
  private static final Map<String, String> BEDROCK =
      Map.of(
          "provider", "amazon-bedrock",
          "region", "eu-central-1",
          "base-url", "https://bedrock-runtime.eu-central-1.amazonaws.com",
          "model", "anthropic.claude-sonnet-4-5-20250929-v1:0",
          "key-path", "providers/bedrock");
  private static final Map<String, String> LOCAL =
      Map.of(
          "provider", "on-premises",
          "region", "on-premises",
          "base-url", "https://models.st-aurelia.example/v1",
          "model", "llama-3.3-70b",
          "networks", "10.20.0.0/16");

  private final RouteSettings production = new RouteSettings(List.of("10.77.0.0/24"), true);

  @Test
  void eachProviderHasAWayInProduction() {
    for (Map<String, String> route : List.of(AZURE, BEDROCK, LOCAL)) {
      assertEquals("r", way(production, route).route().name());
    }
    String there = "vpce-1-abc.bedrock-runtime.eu-central-1.vpce.amazonaws.com";
    way(production, with(BEDROCK, "base-url", "https://" + there));
    way(production, with(AZURE, "base-url", "https://x.cognitiveservices.azure.com"));
  }

  @Test
  void aHostThatIsNotTheProvidersInThatRegionIsRefusedInProductionOnly() {
    for (String host :
        List.of(
            "openai.azure.com.evil.example",
            "a.b.openai.azure.com",
            "openai.azure.com",
            "api.openai.com")) {
      var elsewhere = with(AZURE, "base-url", "https://" + host + "/openai/v1");
      refused(production, elsewhere, "base-url is not a host of this provider");
      way(new RouteSettings(List.of("10.77.0.0/24"), false), elsewhere);
    }
    var otherRegion = "https://bedrock-runtime.us-east-1.amazonaws.com";
    refused(production, with(BEDROCK, "base-url", otherRegion), "base-url is not a host");
  }

  @Test
  void publicAddressesAreRefusedInProduction() {
    refused(
        new RouteSettings(List.of("10.77.0.0/24", "20.0.0.0/8"), true),
        AZURE,
        "holds public addresses");
    refused(production, with(AZURE, "networks", "0.0.0.0/0"), "holds public addresses");
    refused(production, with(LOCAL, "networks", "10.0.0.0/7"), "holds public addresses");
  }

  @Test
  void whatLiesBehindTheTunnelIsNotOnThePremises() {
    for (String network : List.of("10.77.0.0/24", "10.77.0.128/25", "10.0.0.0/8")) {
      refused(production, with(LOCAL, "networks", network), "behind the tunnel");
    }
    way(production, with(LOCAL, "networks", "10.77.1.0/24"));
  }

  @Test
  void aModelOnThePremisesSaysWhereItMayBeAndAProviderWhereItsSecretIs() {
    refused(production, without(LOCAL, "networks"), "networks is missing");
    refused(production, without(AZURE, "key-path"), "key-path is missing");
    refused(production, with(LOCAL, "region", "westeurope"), "region is on-premises exactly");
    refused(production, with(AZURE, "provider", "openai"), "provider is not one of");
  }

  @Test
  void theRegionIsWhereBedrockProcesses() {
    var profile = with(BEDROCK, "model", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0");
    refused(production, profile, "region has to be that");
    var eu = with(profile, "region", "eu");
    refused(production, eu, "endpoint-region");
    way(production, with(eu, "endpoint-region", "eu-central-1"));
    refused(production, with(BEDROCK, "endpoint-region", "eu-central-1"), "endpoint-region");
    String opaque = "arn:aws:bedrock:eu-central-1:1:application-inference-profile/x";
    refused(production, with(BEDROCK, "model", opaque), "can't be known");
  }

  private static void refused(RouteSettings settings, Map<String, String> route, String why) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> way(settings, route));
    String told = String.valueOf(refusal.getMessage());
    assertTrue(told.startsWith("bridge.routes.r.") && told.contains(why), told);
  }

  private static Providers.Way way(RouteSettings settings, Map<String, String> route) {
    return settings.way("r", new Configured(route));
  }

  private static Map<String, String> with(Map<String, String> route, String name, String value) {
    var changed = new HashMap<>(route);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, String> without(Map<String, String> route, String name) {
    var changed = new HashMap<>(route);
    changed.remove(name);
    return changed;
  }

  /** A route's settings by their names. */
  private record Configured(Map<String, String> of) implements BridgeConfig.Route {

    private String required(String name) {
      return Objects.requireNonNull(of.get(name), name);
    }

    private Optional<String> optional(String name) {
      return Optional.ofNullable(of.get(name));
    }

    @Override
    public String provider() {
      return required("provider");
    }

    @Override
    public URI baseUrl() {
      return URI.create(required("base-url"));
    }

    @Override
    public String region() {
      return required("region");
    }

    @Override
    public Optional<String> endpointRegion() {
      return optional("endpoint-region");
    }

    @Override
    public String model() {
      return required("model");
    }

    @Override
    public Optional<List<String>> agreements() {
      return Optional.empty();
    }

    @Override
    public Optional<String> keyPath() {
      return optional("key-path");
    }

    @Override
    public Optional<Path> caFile() {
      return Optional.empty();
    }

    @Override
    public Optional<BridgeConfig.UsageReport> usage() {
      return Optional.empty();
    }

    @Override
    public Optional<Set<String>> pins() {
      return Optional.empty();
    }

    @Override
    public Optional<List<String>> networks() {
      return optional("networks").map(List::of);
    }

    @Override
    public Optional<BridgeConfig.Price> price() {
      return Optional.empty();
    }

    @Override
    public int calls() {
      return 64;
    }

    @Override
    public int failures() {
      return 5;
    }

    @Override
    public Duration pause() {
      return Duration.ofSeconds(10);
    }

    @Override
    public boolean stream() {
      return true;
    }

    @Override
    public boolean http2() {
      return true;
    }

    @Override
    public Optional<BridgeConfig.Entra> entra() {
      return Optional.empty();
    }

    @Override
    public Optional<BridgeConfig.Guardrail> guardrail() {
      return Optional.empty();
    }
  }
}
