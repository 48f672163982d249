package dev.postern.toolbox.policy;

import dev.postern.toolbox.MissingPrerequisite;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import dev.postern.toolbox.tools.GoBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The programs that check and run policy: on PATH when new enough, else built once from their Go
 * module into the user's cache. An own go.mod builds also what {@code go install} refuses because
 * its module is marked deprecated (Regal).
 */
public enum GoProgram {
  /** Open Policy Agent. */
  OPA("opa", "github.com/open-policy-agent/opa", "1.22.2", "1.19.0", "about two minutes"),
  /** The linter for Rego; its rules change with each release, so only the pinned one is taken. */
  REGAL("regal", "github.com/open-policy-agent/regal", "0.42.0", "0.42.0", "about a minute");

  private static final Pattern VERSION = Pattern.compile("Version:\\s+(\\d+)\\.(\\d+)\\.(\\d+)");

  private final String program;
  private final String module;
  private final String version;
  private final String oldest;
  private final String duration;

  GoProgram(String program, String module, String version, String oldest, String duration) {
    this.program = program;
    this.module = module;
    this.version = version;
    this.oldest = oldest;
    this.duration = duration;
  }

  /** The program, built first when it has to be. */
  public Path find(Cache cache, Progress progress) {
    return Command.onPath(program)
        .filter(this::suits)
        .orElseGet(
            () ->
                cache
                    .entry(program + "-" + version, entry -> build(entry, progress))
                    .resolve(program));
  }

  private void build(Path entry, Progress progress) throws IOException {
    if (Command.onPath("go").isEmpty()) {
      throw new MissingPrerequisite(
          "%s %s is missing, and go to build it: install either.".formatted(program, oldest));
    }
    progress.say("building %s %s, once, %s".formatted(program, version, duration));
    String require = "module dev.postern/%s\n\ngo 1.26\n\nrequire %s v%s\n";
    GoBuild build =
        new GoBuild(
            entry.resolve("source"), Map.of("go.mod", require.formatted(program, module, version)));
    build.build(entry.resolve(program), module, "");
  }

  private boolean suits(Path binary) {
    int[] found = numbers(Command.run(List.of(binary.toString(), "version")).output());
    int[] wanted = numbers("Version: " + oldest);
    return this == REGAL ? Arrays.equals(found, wanted) : Arrays.compare(found, wanted) >= 0;
  }

  private static int[] numbers(String output) {
    Matcher version = VERSION.matcher(output);
    return version.find()
        ? new int[] {
          Integer.parseInt(version.group(1)),
          Integer.parseInt(version.group(2)),
          Integer.parseInt(version.group(3))
        }
        : new int[0];
  }
}
