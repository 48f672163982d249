package dev.postern.indexer.parser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a child is started: a small heap that ends the process when it is full, an empty environment,
 * a temp folder of its own, and no network where the host lets us take it away.
 *
 * @param java the java binary
 * @param home folder with the child's jar and its {@code lib}
 * @param heap such as {@code 128m}
 */
public record ChildCommand(Path java, Path home, String heap, List<String> withoutNetwork) {

  public ChildCommand {
    withoutNetwork = List.copyOf(withoutNetwork);
  }

  /** Tries which way of leaving the network behind works here, as root or by a user namespace. */
  public static ChildCommand probe(Path java, Path home, String heap) {
    for (List<String> unshare : List.of(List.of("unshare", "-n"), List.of("unshare", "-rn"))) {
      if (works(unshare)) {
        return new ChildCommand(java, home, heap, unshare);
      }
    }
    return new ChildCommand(java, home, heap, List.of());
  }

  /** Whether children have no network at all, not even loopback. */
  public boolean isWithoutNetwork() {
    return !withoutNetwork.isEmpty();
  }

  private static boolean works(List<String> unshare) {
    List<String> command = new ArrayList<>(unshare);
    command.add("true");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no unshare here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Process start(Path temp) {
    List<String> command = new ArrayList<>(withoutNetwork);
    command.addAll(
        List.of(
            java.toString(),
            "-Xmx" + heap,
            "-Xss2m",
            "-XX:+UseSerialGC",
            "-XX:MaxMetaspaceSize=128m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + temp,
            "-cp",
            home.resolve("*") + File.pathSeparator + home.resolve("lib").resolve("*"),
            "dev.postern.parser.ParserChild"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.directory(temp.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("a parser child cannot be started", e);
    }
  }
}
