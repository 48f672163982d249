package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What docs/compliance/verify-the-log.md tells reviewers to type, typed: against a log that the
 * real sequencer wrote, Vault signed and a witness cosigned, and against tampered copies of it.
 */
class ThirdPartyIT {
  @TempDir static Path home;
  private static HandedLog honest;

  @BeforeAll
  static void write() throws Exception {
    honest = HandedLog.write(home);
  }

  @AfterAll
  static void forget() {
    HandedLog.forget();
  }

  /** The tools of the page, by the numbers of their headings. */
  enum Tool {
    GO_LIBRARIES(1),
    FSCK(2),
    OPENSSL(3);

    private final int number;

    Tool(int number) {
      this.number = number;
    }

    /** Runs the page's commands in a folder; what they exit with. */
    int run(Path folder) throws Exception {
      var said = folder.resolve(this + ".out").toFile();
      var script = Files.writeString(folder.resolve(this + ".sh"), commands()).toString();
      var bash = new ProcessBuilder("bash", "-eu", "-o", "pipefail", script);
      bash.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(said);
      bash.environment().put("POSTERN", checkout().toString());
      var running = bash.start();
      if (running.waitFor(5, TimeUnit.MINUTES)) {
        return running.exitValue();
      }
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
      throw new AssertionError(this + " does not end");
    }

    private String commands() throws IOException {
      var page = Files.readString(checkout().resolve("docs/compliance/verify-the-log.md"));
      var section = page.substring(page.indexOf("\n### " + number + ". "));
      int start = section.indexOf("```sh\n") + "```sh\n".length();
      return section.substring(start, section.indexOf("\n```", start));
    }

    /** Without Go, or without a way to its modules, two of the tools cannot be had. */
    void require() throws Exception {
      if (this == OPENSSL) {
        return;
      }
      var wanted =
          this == FSCK ? "github.com/transparency-dev/tessera@v1.0.4" : "golang.org/x/mod@v0.30.0";
      var download = new ProcessBuilder("go", "mod", "download", "-json", wanted);
      download.redirectErrorStream(true).redirectOutput(home.resolve("go.out").toFile());
      int exit;
      try {
        exit = download.start().waitFor();
      } catch (IOException absent) {
        exit = 127;
      }
      assumeTrue(exit == 0, "Go or its module proxy is not there: " + this + " is not run");
    }
  }

  private static Path checkout() {
    var root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("docs/compliance"))) {
      root = root.getParent();
    }
    return root;
  }

  @ParameterizedTest
  @EnumSource
  void theLogIsProvenByToolsWeDidNotWrite(Tool tool) throws Exception {
    tool.require();
    var folder = honest.copy("honest-" + tool);
    assertEquals(0, tool.run(folder), () -> said(folder, tool));
  }

  private record Case(Tool tool, Tampering tampering) {
    @Override
    public String toString() {
      return tampering + " before " + tool;
    }
  }

  static Stream<Case> tampering() {
    return Stream.of(Tampering.values())
        .flatMap(
            tampering ->
                tampering.foundBy().stream()
                    .map(number -> Tool.values()[number - 1])
                    .map(tool -> new Case(tool, tampering)));
  }

  @ParameterizedTest
  @MethodSource
  void tampering(Case tampered) throws Exception {
    tampered.tool().require();
    var folder = honest.copy(tampered.tampering() + "-" + tampered.tool());
    tampered.tampering().on(folder, honest);
    assertNotEquals(0, tampered.tool().run(folder), () -> said(folder, tampered.tool()));
  }

  @Test
  void everyToolFindsSomethingAndEveryTamperingIsFound() {
    for (var tampering : Tampering.values()) {
      assertNotEquals(List.of(), tampering.foundBy(), tampering.toString());
    }
  }

  private static String said(Path folder, Tool tool) {
    try {
      return Files.readString(folder.resolve(tool + ".out"));
    } catch (IOException e) {
      return "nothing: " + e.getMessage();
    }
  }
}
