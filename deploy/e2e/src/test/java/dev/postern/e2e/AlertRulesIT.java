package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.toolbox.MissingPrerequisite;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import dev.postern.toolbox.tools.DebianProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool reads the rules, and raises each alert when it should and only then. */
class AlertRulesIT {

  private static final Path PROMETHEUS = TelemetryQueries.FOLDER.resolve("prometheus");

  @TempDir Path copy;
  private Path promtool = Path.of("promtool");

  @BeforeEach
  void theTool() throws IOException {
    try {
      promtool = DebianProgram.PROMTOOL.find(Cache.ofUser(), Progress.silent());
    } catch (MissingPrerequisite e) {
      Assumptions.abort(String.valueOf(e.getMessage()));
    }
    for (String file : List.of("postern.rules.yaml", "postern.tests.yaml", "prometheus.yaml")) {
      Files.copy(PROMETHEUS.resolve(file), copy.resolve(file));
    }
  }

  @Test
  void theConfigurationAndItsRulesAreRead() {
    Command.Result result = promtool("check", "config", "prometheus.yaml");
    assertTrue(result.ok(), result.output());
  }

  @Test
  void eachAlertIsRaisedInItsCaseAndInNoOther() {
    Command.Result result = promtool("test", "rules", "postern.tests.yaml");
    assertTrue(result.ok(), result.output());
  }

  @Test
  void aThresholdThatIsLoosenedIsNoticed() throws IOException {
    Path rules = copy.resolve("postern.rules.yaml");
    String loosened =
        Files.readString(rules).replace("unsigned_age_seconds > 30", "unsigned_age_seconds > 300");
    Files.writeString(rules, loosened);

    Command.Result result = promtool("test", "rules", "postern.tests.yaml");
    assertFalse(result.ok());
    assertTrue(result.output().contains("PosternUnsigned"), result.output());
  }

  @Test
  void everyPanelsQueryIsOneThatPrometheusReads() throws IOException {
    String rules =
        TelemetryQueries.panels().stream()
            .map(query -> "      - {record: 'a:b', expr: '" + query.replace("'", "''") + "'}\n")
            .collect(Collectors.joining());
    Files.writeString(
        copy.resolve("panels.yaml"), "groups:\n  - name: panels\n    rules:\n" + rules);

    Command.Result result = promtool("check", "rules", "--lint=none", "panels.yaml");
    assertTrue(result.ok(), result.output());
  }

  private Command.Result promtool(String... arguments) {
    List<String> command = new ArrayList<>(List.of(promtool.toString()));
    command.addAll(List.of(arguments));
    return Command.run(command, copy, Map.of());
  }
}
