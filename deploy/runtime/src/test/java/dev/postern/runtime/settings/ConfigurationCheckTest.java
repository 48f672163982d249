package dev.postern.runtime.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConfigurationCheckTest {

  /** Every kind of setting there is. */
  @ConfigMapping(prefix = "gate")
  public interface Gate {
    URI url();

    List<URI> neighbours();

    @WithDefault("5s")
    Duration patience();

    OptionalInt port();

    @WithName("interface")
    @RefusedInProduction(value = "lo", why = "is the loopback: set another")
    Optional<String> interfaceName();

    Map<String, Way> ways();

    Limits limits();

    interface Limits {
      @WithDefault("20")
      int longestWait();

      @WithDefault("1.0")
      double share();

      @WithDefault("true")
      boolean strict();

      Optional<Long> most();

      Map<String, Long> each();

      Optional<BigDecimal> price();
    }

    interface Way {
      String model();

      Optional<Path> caFile();

      Optional<Report> report();
    }

    interface Report {
      URI url();

      String query();
    }
  }

  private final ConfigurationCheck check = new ConfigurationCheck(Gate.class);
  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "gate.url", "https://gate.example:8443",
              "gate.neighbours", "https://a.example,https://b.example",
              "gate.ways.north.model", "m-1"));

  @Test
  void aConfigurationThatSaysAllThereIsToSayHasNoMistake() {
    settings.put("gate.ways.north.report.url", "https://reports.example/v1");
    settings.put("gate.ways.north.report.query", "calls | take 5, and more");
    settings.put("gate.limits.longest-wait", "0");
    settings.put("gate.port", "8443");
    settings.put("elsewhere.setting", "not ours");

    assertEquals(List.of(), mistakes());
  }

  @Test
  void allMistakesAreToldAtOnceEachWithItsNameAndWhatToSet() {
    settings.remove("gate.url");
    settings.put("gate.patience", "soon");
    settings.put("gate.ways.north.modell", "m-2");

    assertEquals(
        List.of(
            "gate.patience has a value of another shape: set a duration such as 500ms, 5s, 10m or 24h",
            "gate.url is missing: set an address such as https://host.example:8443",
            "gate.ways.north.modell is not known: it may be meant to be gate.ways.north.model"),
        mistakes());
  }

  @Test
  void noMessageRepeatsAValue() {
    settings.put("gate.url", "Ms-Canary");
    settings.put("gate.limits.longest-wait", "Ms-Canary");
    settings.put("gate.nothing-like-it-anywhere", "Ms-Canary");

    assertEquals(3, mistakes().size());
    assertFalse(mistakes().toString().contains("Canary"), mistakes().toString());
  }

  @Test
  void eachShapeIsTakenAtItsEdgeAndRefusedBeyondIt() {
    for (String[] row :
        new String[][] {
          {"gate.limits.longest-wait", "2147483647", "2147483648"},
          {"gate.limits.longest-wait", "0", "-1"},
          {"gate.limits.share", "0.0", "NaN"},
          {"gate.limits.share", "0.5", "half"},
          {"gate.limits.strict", "false", "no"},
          {"gate.limits.most", "9223372036854775807", "9223372036854775808"},
          {"gate.limits.each.south", "0", "-1"},
          {"gate.limits.price", "2.50", "-2.50"},
          {"gate.patience", "0s", "-1s"},
          {"gate.port", "1", "1.5"},
          {"gate.url", "https://a.example", "a.example:8443"},
          {"gate.neighbours", "https://a.example", "https://a.example,b"}
        }) {
      settings.put(row[0], row[1]);
      assertEquals(List.of(), mistakes(), row[0] + " " + row[1]);
      settings.put(row[0], row[2]);
      assertTrue(
          mistakes().size() == 1
              && mistakes().getFirst().startsWith(row[0] + " has a value of another"),
          row[0] + " " + row[2] + " " + mistakes());
      settings.put(row[0], row[1]);
    }
  }

  @Test
  void whatAGroupNeedsIsAskedForWhereTheGroupIsBegunAndNowhereElse() {
    settings.put("gate.ways.south.ca-file", "/etc/gate/ca.crt");
    settings.put("gate.ways.south.report.url", "https://reports.example");

    assertEquals(
        List.of(
            "gate.ways.south.model is missing: set a text",
            "gate.ways.south.report.query is missing: set a text"),
        mistakes());
  }

  @Test
  void anEmptyValueIsNoValue() {
    settings.put("gate.url", " ");

    assertEquals(
        List.of("gate.url is missing: set an address such as https://host.example:8443"),
        mistakes());
  }

  @Test
  void aReferenceToNothingIsAMistakeOfTheSettingThatRefers() {
    settings.put("gate.patience", "${gate.limits.patience}");

    assertTrue(
        mistakes().getFirst().startsWith("gate.patience refers to a setting that is missing"),
        mistakes().toString());
  }

  @Test
  void variablesOfOthersInTheEnvironmentAreNoMistakes() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(
                new EnvConfigSource(Map.of("GATE_TOKEN", "x", "gate.token", "x"), 300),
                new PropertiesConfigSource(settings, "file", 100))
            .build();

    assertEquals(List.of(), check.mistakes(config));
  }

  @Test
  void aValueThatOnlyADemoMayHaveIsNamed() {
    settings.put("gate.interface", "lo");
    assertEquals(List.of("gate.interface is the loopback: set another"), check.relaxed(config()));

    settings.put("gate.interface", "wg0");
    assertEquals(List.of(), check.relaxed(config()));
  }

  private List<String> mistakes() {
    return check.mistakes(config());
  }

  private SmallRyeConfig config() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(settings, "file", 100))
        .build();
  }
}
