package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TrustPolicy;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.RealParts;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.services.Service;
import dev.postern.toolbox.services.Services;
import dev.postern.toolbox.services.Witness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged service beside the packaged witness, as {@code ./postern up} starts them. */
class WitnessedServiceIT {
  private static final RealParts PARTS = RealParts.shared();
  private static final Ports PORTS = new Ports(PARTS.layout().ports());
  private static final Witness WITNESS =
      new Witness(PARTS.layout(), PORTS, PARTS.vault(), Progress.stderr());
  private static final Services SERVICES =
      new Services(
          PARTS.layout(), PORTS, PARTS.postgres(), PARTS.vault(), Settings.DEMO, Progress.stderr());

  @BeforeAll
  static void start() {
    WITNESS.part().start();
    var audit = SERVICES.of(Service.AUDIT);
    audit.migrate();
    audit.part().launch();
    audit.part().awaitReady();
  }

  @AfterAll
  static void stop() {
    SERVICES.of(Service.AUDIT).part().stop();
    WITNESS.part().stop();
  }

  @Test
  void thePublishedCheckpointIsTrustedUnderThePolicyOfTheInstallation() {
    var policy =
        TrustPolicy.parse(TrustPolicy.format(WITNESS.logKeys(), Map.of("demo", WITNESS.key()), 1));
    RealLog.until(
        () ->
            published()
                .filter(note -> policy.judge(note) instanceof TrustPolicy.Verdict.Trusted)
                .isPresent());
    assertEquals(Part.State.READY, WITNESS.part().state());
  }

  /** None before the first one is signed. */
  private static Optional<SignedNote> published() {
    var address = URI.create("https://localhost:" + PORTS.of("audit") + "/checkpoint");
    try (var http =
        HttpClient.newBuilder().sslContext(PARTS.vault().sslContext("operator")).build()) {
      var answer = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(SignedNote.parse(answer.body()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
