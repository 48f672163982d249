package dev.postern.indexer.parser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
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
 * @param recognition how text in pictures is read
 * @param withoutNetwork a prefix that leaves the network behind; empty where none works
 * @param limited a prefix that caps what the kernel can cap; empty where none works
 */
public record ChildCommand(
    Path java,
    Path home,
    String heap,
    Recognition recognition,
    List<String> withoutNetwork,
    List<String> limited) {

  /** No core file, no file larger than this, few files at once. */
  private static final List<String> LIMITS =
      List.of("prlimit", "--core=0", "--fsize=2147483648", "--nofile=1024", "--");

  /**
   * Reading text in pictures.
   *
   * @param program of Tesseract; empty: none
   * @param languages as Tesseract names them, such as {@code eng+deu}
   * @param perPage time for one page
   */
  public record Recognition(String program, String languages, Duration perPage) {
    /** Pictures are left unread. */
    public static final Recognition NONE = new Recognition("", "eng", Duration.ofSeconds(1));
  }

  public ChildCommand {
    withoutNetwork = List.copyOf(withoutNetwork);
    limited = List.copyOf(limited);
  }

  /** Tries which way of leaving the network behind works here, as root or by a user namespace. */
  public static ChildCommand probe(Path java, Path home, String heap, Recognition recognition) {
    List<String> limits = works(LIMITS) ? LIMITS : List.of();
    for (List<String> unshare : List.of(List.of("unshare", "-n"), List.of("unshare", "-rn"))) {
      if (works(unshare)) {
        return new ChildCommand(java, home, heap, recognition, unshare, limits);
      }
    }
    return new ChildCommand(java, home, heap, recognition, List.of(), limits);
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
    command.addAll(limited);
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
            "-Dpostern.tesseract=" + recognition.program(),
            "-Dpostern.tesseract.languages=" + recognition.languages(),
            "-Dpostern.tesseract.seconds=" + recognition.perPage().toSeconds(),
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
