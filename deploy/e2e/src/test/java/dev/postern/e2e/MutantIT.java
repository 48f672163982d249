package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.toolbox.Postern;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.process.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bridge whose audit client no longer waits for durability must be caught: a proof that cannot
 * fail proves nothing.
 */
class MutantIT {

  private static final String WAITS = "var durable = acknowledge(submission);";
  private static final String HURRIES =
      """
      Thread.ofVirtual().start(() -> {
        try {
          acknowledge(submission);
        } catch (AuditFailure e) {
          return;
        }
      });
      var durable =
          new Durable(new Acknowledged("mutant", 0, intent.entry(bound).leafHash()), 1);
      """;

  private final Hospital hospital = Hospital.shared();

  @Test
  void aBridgeThatDoesNotWaitIsCaughtByTheProvidersLookUp(@TempDir Path folder) throws Exception {
    Part bridge = hospital.postern().part("bridge");
    bridge.stop();
    Part mutant = mutant(folder);
    try {
      mutant.start();
      assertEquals("absent", whatTheProviderSaw());
    } finally {
      mutant.stop();
      forgetItsOutcomes();
      bridge.start();
    }
  }

  /** While the log takes nothing, a bridge that waits sends nothing ({@link StoppedPartIT}). */
  private String whatTheProviderSaw() throws SQLException {
    int before = hospital.cloud().arrivals().size();
    String token = hospital.token("cardiologist");
    try (ExecutorService asker = Executors.newVirtualThreadPerTaskExecutor();
        HeldLog held = HeldLog.of(hospital)) {
      asker.execute(() -> hospital.bridge().ask(token, "TREAT", Samples.CARDIOLOGY_QUESTION));
      return Await.until(
              Duration.ofSeconds(30),
              () -> hospital.cloud().arrivalsSince(before),
              arrived -> !arrived.isEmpty())
          .getLast()
          .path("lookup")
          .asText();
    }
  }

  /** The mutant's outcomes name entries that are not theirs: the log never takes them. */
  private void forgetItsOutcomes() throws SQLException {
    try (Connection connection = hospital.postern().database("bridge").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE outbox");
    }
  }

  /**
   * The same bridge, on the same data and ports, out of a copy whose audit client does not wait.
   */
  private Part mutant(Path folder) throws IOException {
    Path application = Path.of("cloud-bridge/service/target/quarkus-app");
    Path from = hospital.postern().layout().checkout().resolve(application);
    Path to = folder.resolve("checkout").resolve(application);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(Files.isDirectory(file) ? copy : copy.resolve(".."));
        if (Files.isRegularFile(file)) {
          Files.copy(file, copy);
        }
      }
    }
    try (Stream<Path> jars = Files.list(to.resolve("lib/main"))) {
      plant(
          jars.filter(jar -> jar.getFileName().toString().startsWith("dev.postern.audit-client"))
              .findFirst()
              .orElseThrow(),
          folder);
    }
    return Postern.at(
            folder.resolve("checkout"),
            hospital.postern().layout().home(),
            hospital.settings(),
            Progress.stderr())
        .part("bridge");
  }

  private void plant(Path library, Path folder) throws IOException {
    Path checkout = hospital.postern().layout().checkout();
    Path source =
        checkout.resolve("audit/client/src/main/java/dev/postern/audit/client/AuditClient.java");
    String text = Files.readString(source);
    assertEquals(2, text.split(Pattern.quote(WAITS), -1).length, "the line to mutate");
    Path mutant = folder.resolve("AuditClient.java");
    Files.writeString(mutant, text.replace(WAITS, HURRIES));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int failed =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-d",
            folder.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            mutant.toString());
    assertEquals(0, failed, "the mutant does not compile");
    try (FileSystem jar =
            FileSystems.newFileSystem(URI.create("jar:" + library.toUri()), Map.of());
        Stream<Path> classes = Files.walk(folder.resolve("dev"))) {
      classes
          .filter(file -> file.toString().endsWith(".class"))
          .forEach(
              file -> replace(file, jar.getPath("/").resolve(folder.relativize(file).toString())));
    }
  }

  private static void replace(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
