package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.client.Submission;
import dev.postern.audit.service.TimestampSimulator.Fault;
import dev.postern.audit.service.postgres.PostgresTimestamps;
import dev.postern.audit.service.sequencer.Timestamps;
import dev.postern.audit.service.timestamp.RemoteAuthority;
import dev.postern.toolbox.Settings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkpoints stamped by OpenSSL's authority, and verified by what the page tells reviewers. */
class TimestampIT {
  private static final Duration NEVER_AGAIN = Duration.ofDays(1);

  @TempDir private Path home;
  private final RealLog log = new RealLog(Duration.ofSeconds(60));
  private final PostgresTimestamps store = new PostgresTimestamps(log.application);
  private TimestampSimulator authority;

  @BeforeEach
  void start() throws Exception {
    authority = new TimestampSimulator(home.resolve("tsa"));
    log.start();
    grows();
  }

  @AfterEach
  void stop() throws Exception {
    authority.close();
    log.close();
  }

  @Test
  void aStampedCheckpointIsVerifiedByOpenSslAndAnotherIsNot() throws Exception {
    stamps(Duration.ZERO).tick();
    long size = store.sizes().getFirst();
    var folder = handedOut(size);
    assertEquals(0, page(folder), () -> said(folder));
    var note = folder.resolve("timestamps/" + size + ".checkpoint");
    Files.writeString(note, Files.readString(note).replaceFirst("test\n", "tess\n"));
    assertNotEquals(0, page(folder), () -> said(folder));
  }

  @Test
  void aCheckpointIsStampedAgainOnlyWhenTheLogHasGrownAndTheStampIsOld() throws Exception {
    stamps(Duration.ZERO).tick();
    stamps(Duration.ZERO).tick();
    assertEquals(1, store.sizes().size());
    grows();
    stamps(NEVER_AGAIN).tick();
    assertEquals(1, authority.asked.get());
    stamps(Duration.ZERO).tick();
    assertEquals(2, store.sizes().size());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void whatIsNoStampOfThisCheckpointIsNotKeptAndOnlyAlerts(Fault fault) throws Exception {
    stamps(Duration.ZERO).tick();
    grows();
    authority.fault = fault;
    var stamps = stamps(Duration.ZERO);
    stamps.tick();
    assertTrue(stamps.failing());
    assertEquals(1, store.sizes().size());
    log.durable(Entries.noSources());
    authority.fault = Fault.NONE;
    stamps.tick();
    assertFalse(stamps.failing());
    assertEquals(2, store.sizes().size());
  }

  @Test
  void thePackagedServiceHasItsCheckpointsStampedAndServesTheStamps() throws Exception {
    var settings =
        Settings.DEMO
            .with("audit", "audit.timestamp.url", authority.address().toString())
            .with("audit", "audit.timestamp.certificate", authority.certificateFile().toString())
            .with("audit", "audit.timestamp.retry", "1s");
    try (var service = RunningAudit.start(settings);
        var bridge = service.client("bridge")) {
      var unused = bridge.append(Submission.of(Entries.noSources()));
      RealLog.until(() -> !sizes(service).isEmpty());
      var size = sizes(service).getFirst();
      var response = service.get("/timestamps/" + size + ".tsr", "reviewer");
      assertEquals(200, response.statusCode());
      assertEquals(
          "application/timestamp-reply", response.headers().firstValue("Content-Type").orElse(""));
      var note = service.get("/timestamps/" + size + ".checkpoint", "reviewer");
      assertTrue(RunningAudit.utf8(note).contains("\n" + size + "\n"));
      assertEquals(404, service.get("/timestamps/999999.tsr", "reviewer").statusCode());
      assertEquals(401, service.get("/timestamps/" + size + ".tsr", null).statusCode());
    }
  }

  private static List<String> sizes(RunningAudit service) {
    try {
      return RunningAudit.utf8(service.get("/timestamps/sizes", "reviewer")).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Timestamps stamps(Duration interval) throws Exception {
    var remote =
        new RemoteAuthority(
            authority.address(),
            authority.certificate(),
            HttpClient.newHttpClient(),
            Duration.ofSeconds(20));
    return new Timestamps(remote, store, log.checkpoints::latest, Clock.systemUTC(), interval);
  }

  private void grows() {
    var unused = log.fill(3);
    log.checkpoints.tick();
  }

  /** As in an export. */
  private Path handedOut(long size) throws IOException {
    var folder = home.resolve("handed");
    var stamps = Files.createDirectories(folder.resolve("timestamps"));
    Files.writeString(
        stamps.resolve(size + ".checkpoint"), store.checkpoint(size).orElseThrow().note());
    Files.write(stamps.resolve(size + ".tsr"), store.response(size).orElseThrow());
    Files.copy(
        authority.certificateFile(),
        folder.resolve("tsa.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(folder.resolve("size"), Long.toString(size));
    return folder;
  }

  /** What the page tells to type. */
  private static int page(Path folder) throws Exception {
    var script = folder.resolve("page.sh");
    Files.writeString(script, ReviewersTool.commandsBelow("### Time stamps"));
    var bash = new ProcessBuilder("bash", "-eu", "-o", "pipefail", script.toString());
    bash.environment().put("SIZE", Files.readString(folder.resolve("size")));
    bash.directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("page.out").toFile());
    var running = bash.start();
    assertTrue(running.waitFor(1, TimeUnit.MINUTES), "openssl does not end");
    return running.exitValue();
  }

  private static String said(Path folder) {
    try {
      return Files.readString(folder.resolve("page.out"));
    } catch (IOException e) {
      return "nothing";
    }
  }
}
