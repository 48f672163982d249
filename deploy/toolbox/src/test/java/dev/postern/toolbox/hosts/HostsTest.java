package dev.postern.toolbox.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.toolbox.settings.SettingsSource;
import dev.postern.toolbox.settings.SettingsSource.Row;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/hosts} installs is tight, and systemd reads it. */
class HostsTest {

  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path HOSTS = CHECKOUT.resolve("deploy/hosts");
  private static final List<String> SERVICES =
      List.of("postern-bridge", "postern-indexer", "postern-audit");
  private static final Pattern EXPOSURE = Pattern.compile("exposure level for (\\S+): ([0-9.]+)");

  /** {@code systemd-analyze security}: 0 is tight, 10 is open. */
  private static final double MOST_EXPOSED = 2.0;

  private static final Map<String, String> EVERYWHERE =
      Map.ofEntries(
          Map.entry("IPAddressDeny", "any"),
          Map.entry("IPAddressAllow", "localhost"),
          Map.entry("NoNewPrivileges", "yes"),
          Map.entry("CapabilityBoundingSet", ""),
          Map.entry("AmbientCapabilities", ""),
          Map.entry("ProtectSystem", "strict"),
          Map.entry("ProtectHome", "yes"),
          Map.entry("PrivateTmp", "yes"),
          Map.entry("PrivateDevices", "yes"),
          Map.entry("ProtectKernelLogs", "yes"),
          Map.entry("RestrictAddressFamilies", "AF_INET AF_INET6"),
          Map.entry("SystemCallArchitectures", "native"),
          Map.entry("SystemCallErrorNumber", "EPERM"),
          Map.entry("StateDirectoryMode", "0700"),
          Map.entry("LimitCORE", "0"),
          Map.entry("UMask", "0077"));

  @TempDir Path copies;

  @Test
  void noPartMaySpeakToAnybodyButItsHostUnlessAnOperatorNamesThem() throws IOException {
    for (Path unit : sandboxed()) {
      Map<String, List<String>> lines = directives(unit);
      EVERYWHERE.forEach(
          (name, value) -> assertEquals(List.of(value), lines.get(name), name + " in " + unit));
      assertEquals(
          List.of("@system-service", "~@privileged @resources @obsolete"),
          lines.get("SystemCallFilter"),
          unit.toString());
    }
  }

  @Test
  void onlyTheIndexerMayMakeNamespacesForItsChildrenAreToHaveNoNetwork() throws IOException {
    for (Path unit : sandboxed()) {
      boolean indexer = unit.endsWith("postern-indexer.service");
      assertEquals(
          List.of(indexer ? "user net" : "yes"),
          directives(unit).get("RestrictNamespaces"),
          unit.toString());
    }
  }

  @Test
  void eachServiceHasItsOwnAccountAndRunsWithoutTheOwnersSecrets() throws IOException {
    for (String service : SERVICES) {
      Path unit = HOSTS.resolve("systemd/" + service + ".service");
      Map<String, List<String>> lines = directives(unit);
      assertEquals(List.of(service), lines.get("User"));
      assertEquals(List.of("78"), lines.get("RestartPreventExitStatus"));
      String command = String.valueOf(lines.get("ExecStart"));
      assertTrue(command.contains("-XX:+DisableAttachMechanism"), service);
      assertTrue(command.contains("-XX:-HeapDumpOnOutOfMemoryError"), service);
      assertTrue(!Files.readString(unit).contains("migrate"), service);
    }
    String accounts = Files.readString(HOSTS.resolve("systemd/postern.sysusers"));
    SERVICES.forEach(service -> assertTrue(accounts.contains("u " + service + " "), service));
  }

  @Test
  void systemdReadsEachUnitAndFindsItTight() throws IOException {
    assumeTrue(Command.onPath("systemd-analyze").isPresent(), "systemd-analyze is not installed");
    for (Path unit : units()) {
      Path copy = copies.resolve(unit.getFileName().toString().replace("@", "@audit"));
      Files.writeString(
          copy, Files.readString(unit).replaceAll("ExecStart=/\\S+", "ExecStart=/bin/true"));
      Command.Result verified =
          systemd("verify", "--man=no", "--recursive-errors=no", copy.toString());
      assertTrue(verified.ok() && verified.output().isBlank(), verified.output());
      if (sandboxed().contains(unit)) {
        Matcher exposure =
            EXPOSURE.matcher(
                systemd("security", "--offline=true", "--no-pager", copy.toString()).output());
        assertTrue(exposure.find(), unit.toString());
        System.out.println(exposure.group(1) + ": exposure " + exposure.group(2) + " of 10");
        assertTrue(Double.parseDouble(exposure.group(2)) <= MOST_EXPOSED, exposure.group());
      }
    }
  }

  @Test
  void eachExampleSetsWhatIsRequiredAndNothingThatIsNotKnown() throws IOException {
    Map<String, Path> declared =
        Map.of(
            "bridge",
                Path.of(
                    "cloud-bridge/service/src/main/java/dev/postern/bridge/wiring/BridgeConfig.java"),
            "indexer",
                Path.of(
                    "onprem-indexer/service/src/main/java/dev/postern/indexer/wiring/IndexerSettings.java"),
            "audit",
                Path.of(
                    "audit/service/src/main/java/dev/postern/audit/service/wiring/AuditSettings.java"));
    for (var each : declared.entrySet()) {
      Path source = CHECKOUT.resolve(each.getValue());
      String module = each.getValue().toString().replaceFirst("src/main/.*", "src/main/resources");
      List<Row> rows =
          new ArrayList<>(
              SettingsSource.rows(
                  source, CHECKOUT.resolve(module).resolve("application.properties")));
      Path runtime = CHECKOUT.resolve("deploy/runtime/src/main");
      rows.addAll(
          SettingsSource.rows(
              runtime.resolve("java/dev/postern/runtime/settings/PosternSettings.java"),
              runtime.resolve("resources/META-INF/microprofile-config.properties")));
      compare(each.getKey(), rows);
    }
  }

  private static void compare(String service, List<Row> rows) throws IOException {
    Properties example = new Properties();
    try (Reader file =
        Files.newBufferedReader(HOSTS.resolve("config/" + service + ".properties"))) {
      example.load(file);
    }
    for (String name : example.stringPropertyNames()) {
      assertTrue(rows.stream().anyMatch(row -> matches(row, name)), name);
    }
    // The unit gives these, and each service brings its name.
    List<String> given =
        List.of("postern.service", "postern.vault.role-id-file", "postern.vault.secret-id-file");
    for (Row row : rows) {
      boolean set = example.stringPropertyNames().stream().anyMatch(name -> matches(row, name));
      boolean group = row.name().contains("<name>") || row.name().contains(".usage.");
      assertTrue(!row.required() || set || group || given.contains(row.name()), row.name());
    }
  }

  private static boolean matches(Row row, String name) {
    return name.matches(row.name().replace(".", "\\.").replace("<name>", "[^.]+"));
  }

  private static Command.Result systemd(String... arguments) {
    List<String> command = new ArrayList<>(List.of("systemd-analyze"));
    command.addAll(List.of(arguments));
    return Command.run(command);
  }

  private static List<Path> units() throws IOException {
    try (Stream<Path> files = Files.list(HOSTS.resolve("systemd"))) {
      return files.filter(file -> !file.toString().endsWith(".sysusers")).sorted().toList();
    }
  }

  /** All but the backup, which runs a whole installation's tools. */
  private static List<Path> sandboxed() throws IOException {
    return units().stream()
        .filter(unit -> !unit.getFileName().toString().startsWith("postern-backup"))
        .toList();
  }

  private static Map<String, List<String>> directives(Path unit) throws IOException {
    Map<String, List<String>> lines = new TreeMap<>();
    for (String line : Files.readAllLines(unit)) {
      String[] parts = line.split("=", 2);
      if (parts.length == 2 && !line.startsWith("#")) {
        lines.computeIfAbsent(parts[0], none -> new ArrayList<>()).add(parts[1]);
      }
    }
    return lines;
  }
}
