package dev.postern.audit.service;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The tools of docs/compliance/verify-the-log.md, by the numbers of their headings. */
enum ReviewersTool {
  GO_LIBRARIES(1),
  FSCK(2),
  OPENSSL(3);

  private final int number;

  ReviewersTool(int number) {
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
    return commandsBelow("### " + number + ". ");
  }

  /** The commands of the page below a heading. */
  static String commandsBelow(String heading) throws IOException {
    var page = Files.readString(checkout().resolve("docs/compliance/verify-the-log.md"));
    var section = page.substring(page.indexOf("\n" + heading));
    int start = section.indexOf("```sh\n") + "```sh\n".length();
    return section.substring(start, section.indexOf("\n```", start));
  }

  /** Without Go, or without a way to its modules, two of the tools cannot be had. */
  void require(Path home) throws Exception {
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

  /** What the tool printed in a folder. */
  String said(Path folder) {
    try {
      return Files.readString(folder.resolve(this + ".out"));
    } catch (IOException e) {
      return "nothing: " + e.getMessage();
    }
  }

  private static Path checkout() {
    var root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("docs/compliance"))) {
      root = root.getParent();
    }
    return root;
  }
}
