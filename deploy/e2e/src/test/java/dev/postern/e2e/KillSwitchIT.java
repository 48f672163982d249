package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.policy.BundlePublisher;
import dev.postern.toolbox.policy.KillSwitch;
import dev.postern.toolbox.policy.KillSwitch.User;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kill switch over a running hospital: new questions, and answers that are running. */
class KillSwitchIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long ALLOWED_MILLIS = 5000;

  private final Hospital hospital = Hospital.shared();
  private final BundlePublisher publisher = hospital.postern().opa().publisher();

  @BeforeEach
  @AfterEach
  void everythingIsSent() {
    hospital.cloud().faults("{}");
    publisher.publish(KillSwitch.OFF);
    Await.until(PATIENCE, () -> asks("cardiologist"), ""::equals);
  }

  @Test
  void everythingIsStopped() {
    stops(KillSwitch.ALL, "cardiologist");
  }

  @Test
  void aProviderIsStopped() {
    stops(new KillSwitch(false, List.of("azure-openai"), List.of(), List.of()), "cardiologist");
  }

  @Test
  void aTenantIsStopped() {
    stops(new KillSwitch(false, List.of(), List.of("st-aurelia"), List.of()), "cardiologist");
  }

  @Test
  void aUserIsStoppedAndNobodyElse() {
    String subject = subject(hospital.token("analyst"));
    User analyst = new User("st-aurelia", subject);

    stops(new KillSwitch(false, List.of(), List.of(), List.of(analyst)), "analyst");

    assertEquals("", asks("cardiologist"));
  }

  @Test
  void aRunningAnswerEnds() throws Exception {
    hospital.cloud().faults("{\"delta_delay_ms\": 1500}");
    CountDownLatch begun = new CountDownLatch(1);
    List<Bridge.Event> events = new ArrayList<>();
    CompletableFuture<Void> stream =
        CompletableFuture.runAsync(
            () ->
                hospital.bridge().stream(
                    hospital.token("cardiologist"),
                    "TREAT",
                    Samples.PUBLIC_QUESTION,
                    event -> {
                      events.add(event);
                      begun.countDown();
                    }));
    assertTrue(begun.await(30, TimeUnit.SECONDS));

    long thrown = System.nanoTime();
    publisher.publish(KillSwitch.ALL);
    stream.get(60, TimeUnit.SECONDS);
    long millis = (System.nanoTime() - thrown) / 1_000_000;

    Bridge.Event last = events.getLast();
    assertEquals("error", last.name());
    assertEquals("urn:postern:problem:egress-stopped", last.data().path("type").asText());
    took("a running answer ended", millis);
  }

  /** Throws the switch, waits until the account's question is refused, finds the log's entry. */
  private void stops(KillSwitch killSwitch, String account) {
    assertEquals("", asks(account));
    long before = entries();

    long thrown = System.nanoTime();
    publisher.publish(killSwitch);
    Await.until(PATIENCE, () -> asks(account), "egress-stopped"::equals);
    long millis = (System.nanoTime() - thrown) / 1_000_000;

    Await.until(PATIENCE, this::entries, count -> count > before);
    took("refused", millis);
  }

  private static void took(String what, long millis) {
    System.out.printf("kill switch: %s after %d ms of at most %d%n", what, millis, ALLOWED_MILLIS);
  }

  private String asks(String account) {
    String purpose = account.equals("analyst") ? "HRESCH" : "TREAT";
    return hospital.bridge().ask(hospital.token(account), purpose, Samples.PUBLIC_QUESTION).code();
  }

  private long entries() {
    String count = "SELECT count(*) FROM leaf WHERE type = 'KILL_SWITCH'";
    try (Connection connection = hospital.postern().database("audit").getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(count)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String subject(String token) {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
    try {
      JsonNode read = new ObjectMapper().readTree(claims);
      return read.path("sub").asText();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
