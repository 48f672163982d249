package dev.postern.toolbox.policy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy of this checkout holds what it promises, and the test of it can fail. */
class PolicyIT {
  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

  @TempDir Path home;

  @Test
  void thePolicyHolds() {
    PolicyTest.Report report = test(CHECKOUT).run();
    assertAll(
        report.checks().stream()
            .map(check -> () -> assertTrue(check.passed(), check.name() + "\n" + check.detail())));
    assertTrue(report.passed());
  }

  @Test
  void aRuleThatIsLoosenedIsNoticed() throws IOException {
    Path tunnel = copy().resolve("policies/policy/postern/control/tunnel/tunnel.rego");
    replace(tunnel, "way.tunnel.proven == true", "is_boolean(way.tunnel.proven)");

    assertTrue(failed().contains("case disclosure-tunnel-not-proven"), failed());
    assertTrue(failed().contains("tests pass"), failed());
  }

  @Test
  void aReferenceThatNoSchemaKnowsIsNoticed() throws IOException {
    Path clearance = copy().resolve("policies/policy/postern/control/clearance/clearance.rego");
    replace(clearance, "found.classification", "found.classificaton");

    assertTrue(failed().contains("references fit the schemas"), failed());
  }

  @Test
  void aMessageThatTheDocumentDoesNotSayIsNoticed() throws IOException {
    Path models = copy().resolve("policies/policy/postern/control/models/models.rego");
    replace(models, "CM-7(5)", "CM-7");

    assertTrue(failed().contains("controls.md"), failed());
  }

  @Test
  void aCaseThatTheDocumentDoesNotSayIsNoticed() throws IOException {
    Path expected = copy().resolve("policies/cases/disclosure-tunnel-not-proven/expected.json");
    replace(expected, "tunnel.unproven", "tunnel.closed");

    assertTrue(failed().contains("cases.md"), failed());
    assertTrue(failed().contains("case disclosure-tunnel-not-proven"), failed());
  }

  @Test
  void aCaseWithoutAnEntryPointIsNoticed() {
    Path cases = copy().resolve("policies/cases");
    assertTrue(
        Command.run(
                List.of(
                    "cp",
                    "-r",
                    cases.resolve("disclosure-tunnel-not-proven").toString(),
                    cases.resolve("nothing-at-all").toString()))
            .ok());

    assertTrue(failed().contains("case nothing-at-all"), failed());
  }

  private String failed() {
    return test(home).run().checks().stream()
        .filter(check -> !check.passed())
        .map(PolicyTest.Check::name)
        .collect(Collectors.joining("\n"));
  }

  private Path copy() {
    for (String folder : List.of("policies", "docs")) {
      assertTrue(
          Command.run(List.of("cp", "-r", CHECKOUT.resolve(folder).toString(), home.toString()))
              .ok());
    }
    return home;
  }

  private static void replace(Path file, String from, String to) throws IOException {
    String content = Files.readString(file);
    assertFalse(content.replace(from, to).equals(content));
    Files.writeString(file, content.replace(from, to));
  }

  private static PolicyTest test(Path checkout) {
    Layout layout = new Layout(checkout, checkout.resolve(".postern"));
    return PolicyTest.of(layout, Cache.ofUser(), Progress.silent());
  }
}
