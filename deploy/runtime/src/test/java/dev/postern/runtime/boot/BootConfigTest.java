package dev.postern.runtime.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.runtime.settings.RefusedInProduction;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the file that an operator writes to a start, or none. */
class BootConfigTest {

  /** A service's own settings. */
  @ConfigMapping(prefix = "sample")
  public interface Sample {
    @WithDefault("wg0")
    @RefusedInProduction(value = "lo", why = "is the loopback: set another")
    String way();
  }

  @TempDir Path folder;
  private final Map<String, String> settings = new LinkedHashMap<>();

  private final Map<String, String> ofTheRun = new LinkedHashMap<>();

  /** The tests' own switches are system properties, too, and no service knows them. */
  @BeforeEach
  void withoutSwitchesOfTheTests() {
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("postern.")) {
        ofTheRun.put(name, System.getProperty(name, ""));
        System.clearProperty(name);
      }
    }
  }

  @AfterEach
  void withThemAgain() {
    ofTheRun.forEach(System::setProperty);
  }

  @BeforeEach
  void aWholeConfiguration() {
    settings.put("postern.service", "sample");
    settings.put("postern.instance", "sample-1");
    settings.put("postern.state-dir", "/var/lib/postern/sample");
    settings.put("postern.vault.address", "https://vault.example:8200");
    settings.put("postern.vault.ca-file", "/etc/postern/ca.crt");
    settings.put("postern.vault.role-id-file", "/etc/postern/sample/role-id");
    settings.put("postern.vault.secret-id-file", "/etc/postern/sample/secret-id");
    settings.put("postern.pki.role", "sample");
    settings.put("postern.pki.common-name", "sample.example");
    settings.put("postern.database.url", "jdbc:postgresql://db.example/sample?sslmode=verify-full");
    settings.put("postern.database.role", "sample");
    settings.put("postern.oidc.issuer", "https://id.example/realms/hospital");
    settings.put("postern.oidc.audience", "postern");
    settings.put("postern.https.port", "8443");
    settings.put("postern.management.port", "9000");
  }

  @Test
  void aWholeConfigurationIsTakenAndRelaxesNothing() throws IOException {
    assertEquals(0, load().checked(Sample.class).size());
  }

  @Test
  void whatIsLeftOutIsAskedForByName() throws IOException {
    for (String name : Map.copyOf(settings).keySet()) {
      String value = String.valueOf(settings.remove(name));
      assertTrue(refusal().contains("\n  " + name + " is missing: set "), name);
      settings.put(name, value);
    }
  }

  @Test
  void aNameThatIsNotKnownStopsTheStart() throws IOException {
    settings.put("postern.vault.adress", "https://vault.example:8200");

    assertTrue(
        refusal()
            .contains(
                "postern.vault.adress is not known: it may be meant to be postern.vault.address"),
        refusal());
  }

  @Test
  void productionIsTheDefaultAndTellsEachRelaxationOfEverySortAtOnce() throws IOException {
    settings.put("postern.oidc.issuer", "https://vault.example:8200/v1/identity/oidc");
    settings.put("postern.database.url", "jdbc:postgresql://db.example/sample");
    settings.put("sample.way", "lo");

    for (String name : new String[] {"postern.oidc.issuer", "postern.database.url", "sample.way"}) {
      assertTrue(refusal().contains(name), refusal());
    }
    settings.put("postern.profile", "demo");
    assertEquals(3, load().checked(Sample.class).size());
  }

  private String refusal() throws IOException {
    BootConfig config = load();
    return String.valueOf(
        assertThrows(IllegalStateException.class, () -> config.checked(Sample.class)).getMessage());
  }

  private BootConfig load() throws IOException {
    String text =
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
            .collect(Collectors.joining());
    return BootConfig.load(Files.writeString(folder.resolve("sample.properties"), text).toString());
  }
}
