package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.e2e.Relay.Direction;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
      Thread.ofVirtual().start(() -> { try { acknowledge(submission); } catch (AuditFailure e) { return; } });
      var durable =
          new Durable(new Acknowledged("mutant", 0, intent.entry(bound).leafHash()), 1);
      """;

  private final Hospital hospital = Hospital.shared();
  private final String token = hospital.token("cardiologist");

  @Test
  void aBridgeThatDoesNotWaitIsCaughtByTheProvidersLookUp(@TempDir Path folder) throws Exception {
    Part bridge = hospital.postern().part("bridge");
    bridge.stop();
    Part mutant = mutant(folder);
    try {
      mutant.start();
      assertEquals("absent", whatTheProviderSawOfAHeldAppend());
    } finally {
      hospital.auditRelay().release();
      mutant.stop();
      bridge.start();
    }
  }

  /** Holds the append on its way and asks: the mutant sends nevertheless. */
  private String whatTheProviderSawOfAHeldAppend() throws Exception {
    Await.until(Duration.ofSeconds(30), this::ask, reply -> reply.outcome().equals("answered"));
    int before = hospital.cloud().arrivals().size();
    hospital.auditRelay().holdAfter(Direction.UPSTREAM, 0);
    try (ExecutorService asker = Executors.newSingleThreadExecutor()) {
      Future<?> question = asker.submit(this::ask);
      List<JsonNode> arrivals =
          Await.until(
              Duration.ofSeconds(20), () -> hospital.cloud().arrivals(), a -> a.size() > before);
      hospital.auditRelay().release();
      question.get();
      return arrivals.getLast().path("lookup").asText();
    }
  }

  private Bridge.Reply ask() {
    return hospital.bridge().ask(token, "TREAT", Samples.CARDIOLOGY_QUESTION);
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
