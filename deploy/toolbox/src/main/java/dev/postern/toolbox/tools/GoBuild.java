package dev.postern.toolbox.tools;

import dev.postern.toolbox.MissingPrerequisite;
import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds a program from Go modules with a small module of our own, which may hold {@code replace}
 * lines.
 */
public final class GoBuild {
  private final Path source;
  private final String go;

  /**
   * @param files content by name, {@code go.mod} among them
   */
  public GoBuild(Path source, Map<String, String> files) throws IOException {
    this.source = Files.createDirectories(source);
    this.go = go("a newer program");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(source.resolve(file.getKey()), file.getValue());
    }
  }

  /** The path of {@code go}. */
  static String go(String what) {
    return Command.onPath("go")
        .map(Path::toString)
        .orElseThrow(
            () ->
                new MissingPrerequisite(
                    "go is missing and builds " + what + ": install Go 1.25 or later."));
  }

  /**
   * Resolves versions and writes go.sum; a test-only import that can't be resolved doesn't matter.
   */
  public void tidy() {
    run(List.of("mod", "tidy", "-e"));
  }

  public void build(Path output, String packagePath, String tags) {
    run(List.of("build", "-tags", tags, "-ldflags", "-s -w", "-o", output.toString(), packagePath));
  }

  private void run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(go));
    command.addAll(arguments);
    Command.Result result =
        Command.run(command, source, Map.of("GOFLAGS", "-mod=mod", "CGO_ENABLED", "0"));
    if (!result.ok()) {
      String output = result.output();
      throw new ToolboxException(
          "go "
              + arguments.getFirst()
              + " failed: "
              + output.substring(Math.max(0, output.length() - 2_000)));
    }
  }
}
