package dev.postern.audit.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TrustPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The witness as a process, killed at any moment: what it has cosigned it never forgets. */
class WitnessKillIT {
  private static final int ROUNDS = 8;

  @TempDir Path home;
  private final GrowingLog log = new GrowingLog("postern.example/audit/test");
  private final Random random = new Random(20_261_122);
  private long cosigned;

  @Test
  void afterAnyNumberOfKillsTheWitnessRemembersEveryCheckpointItCosigned() throws Exception {
    Certificate.in(home);
    WitnessFolder.create(home.resolve("witness"), "witness.example/w1");
    Files.writeString(home.resolve("logs"), TrustPolicy.format(List.of(log.key), Map.of(), 0));
    settings();
    for (int round = 0; round < ROUNDS; round++) {
      var process = start();
      try (var out = process.inputReader()) {
        grow(port(out), process, random.nextInt(150));
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    assertTrue(cosigned > ROUNDS, "cosigned " + cosigned);
  }

  /** Sends checkpoints while another thread kills the process some milliseconds later. */
  private void grow(int port, Process process, int milliseconds) throws Exception {
    try (var http = HttpClient.newBuilder().sslContext(Certificate.trusting(home)).build()) {
      long remembered = remembered(http, port);
      // One more than the last answer: killed after it remembered and before it answered.
      assertTrue(remembered == cosigned || remembered == cosigned + 1, "forgot " + remembered);
      assertEquals(422, add(http, port, log.fork().request(remembered, remembered + 1)));
      cosigned = remembered;
      for (int i = 0; i < 3; i++) {
        assertEquals(200, add(http, port, log.request(cosigned, cosigned + 1)));
        cosigned++;
      }
      var killer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
                    process.destroyForcibly();
                  });
      while (add(http, port, log.request(cosigned, cosigned + 1)) == 200) {
        cosigned++;
      }
      killer.join();
    }
  }

  private long remembered(HttpClient http, int port) throws Exception {
    var path = "/" + Memory.hash(log.origin) + "/checkpoint";
    var answer =
        http.send(HttpRequest.newBuilder(address(port, path)).build(), BodyHandlers.ofString());
    if (answer.statusCode() == 404) {
      assertEquals(0, cosigned);
      cosigned = 1;
      assertEquals(200, add(http, port, log.request(0, 1)));
      return 1;
    }
    return Checkpoint.parse(SignedNote.parse(answer.body()).text()).size();
  }

  /** The status, or 0 when the process is gone. */
  private static int add(HttpClient http, int port, String body) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(address(port, "/add-checkpoint"))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException gone) {
      return 0;
    }
  }

  private static URI address(int port, String path) {
    return URI.create("https://localhost:" + port + path);
  }

  private Process start() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            WitnessMain.class.getName(),
            "serve",
            home.resolve("witness.properties").toString())
        .redirectErrorStream(true)
        .start();
  }

  private static int port(BufferedReader out) throws IOException {
    var said = new StringBuilder();
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("listening on ")) {
        return Integer.parseInt(line.substring("listening on ".length()));
      }
    }
    throw new IOException("the witness did not start:\n" + said);
  }

  private void settings() throws IOException {
    var settings = new Properties();
    settings.setProperty("witness.folder", home.resolve("witness").toString());
    settings.setProperty("witness.logs", home.resolve("logs").toString());
    settings.setProperty("witness.host", "127.0.0.1");
    settings.setProperty("witness.port", "0");
    settings.setProperty("witness.tls-cert", home.resolve("tls.crt").toString());
    settings.setProperty("witness.tls-key", home.resolve("tls.key").toString());
    try (var writer = Files.newBufferedWriter(home.resolve("witness.properties"))) {
      settings.store(writer, null);
    }
  }
}
