package dev.postern.toolbox.tools;

import dev.postern.toolbox.MissingPrerequisite;
import dev.postern.toolbox.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Other people's clients in Python, for tests that ask whether they understand us: exact versions
 * of the package and all that it needs, in a folder of their own.
 *
 * @param name of the folder
 * @param pins {@code package==version}, all of them
 */
public record PythonPackages(String name, List<String> pins) {

  /** AWS's own client. */
  public static final PythonPackages BOTO3 =
      new PythonPackages(
          "python-boto3-1.43.0",
          List.of(
              "boto3==1.43.0",
              "botocore==1.43.127",
              "jmespath==1.1.0",
              "python-dateutil==2.9.0.post0",
              "s3transfer==0.17.1",
              "six==1.17.0",
              "urllib3==2.8.0"));

  public PythonPackages {
    pins = List.copyOf(pins);
  }

  /**
   * Runs a script with them and nothing else that the environment would add.
   *
   * @throws MissingPrerequisite where Python, pip or one of the packages can't be had
   */
  public Command.Result run(Cache cache, Progress progress, Path script, List<String> arguments) {
    Path folder = cache.entry(name, entry -> install(entry, progress));
    List<String> command = new ArrayList<>(List.of(python(), "-s", script.toString()));
    command.addAll(arguments);
    return Command.run(
        command, folder, Map.of("PYTHONPATH", folder.toString(), "PYTHONDONTWRITEBYTECODE", "1"));
  }

  private void install(Path entry, Progress progress) {
    progress.say("fetching " + name + " (once)");
    List<String> command =
        new ArrayList<>(
            List.of(
                python(),
                "-m",
                "pip",
                "install",
                "--no-deps",
                "--only-binary=:all:",
                "--quiet",
                "--disable-pip-version-check",
                "--root-user-action=ignore",
                "--target",
                entry.toString()));
    command.addAll(pins);
    Command.Result pip = Command.run(command);
    if (!pip.ok()) {
      throw new MissingPrerequisite(
          "pip could not install " + name + ": install python3-pip and check the network.");
    }
  }

  private static String python() {
    return Command.onPath("python3")
        .map(Path::toString)
        .orElseThrow(() -> new MissingPrerequisite("python3 is missing."));
  }
}
