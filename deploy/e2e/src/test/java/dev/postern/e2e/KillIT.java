package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.postern.e2e.Bridge.Reply;
import dev.postern.e2e.Relay.Direction;
import dev.postern.toolbox.process.Part;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL of the bridge, placed by the relays: whatever the window, what reached the provider was
 * durable before, and every intent ends in exactly one closing entry.
 */
class KillIT {

  /** More than a heartbeat or a handshake has, less than an intent with its payload. */
  private static final long AN_INTENT = 3_000;

  /** Of a request on a connection that is open already. */
  private static final long HALF_A_REQUEST = 900;

  private final Hospital hospital = Hospital.shared();
  private final String token = hospital.token("cardiologist");
  private final int arrivedBefore = hospital.cloud().arrivals().size();

  @AfterEach
  void nothingIsLostNothingIsDoubled() throws Exception {
    hospital.auditRelay().cut();
    hospital.providerRelay().cut();
    hospital.postern().part("bridge").start();
    Await.until(
        Duration.ofSeconds(45),
        () -> hospital.bridge().ask(token, "TREAT", Samples.CARDIOLOGY_QUESTION),
        reply -> reply.outcome().equals("answered"));
    hospital
        .cloud()
        .arrivalsSince(arrivedBefore)
        .forEach(arrival -> assertEquals("found", arrival.path("lookup").asText()));
    Await.until(Duration.ofSeconds(60), this::openIntents, open -> open == 0);
  }

  @Test
  void beforeTheAppend() throws Exception {
    hospital.auditRelay().holdAfter(Direction.UPSTREAM, 0);
    killOnceHeld(hospital.auditRelay(), Direction.UPSTREAM, AN_INTENT, 0);
  }

  @Test
  void insideTheAppend() throws Exception {
    hospital.auditRelay().holdAfter(Direction.UPSTREAM, AN_INTENT / 2);
    killOnceHeld(hospital.auditRelay(), Direction.UPSTREAM, 1, 0);
  }

  @Test
  void afterTheAppendBeforeItsAnswer() throws Exception {
    hospital.auditRelay().holdAfter(Direction.DOWNSTREAM, 0);
    killOnceHeld(hospital.auditRelay(), Direction.DOWNSTREAM, 1, 0);
  }

  @Test
  void beforeTheFirstByteToTheProvider() throws Exception {
    hospital.providerRelay().holdAfter(Direction.UPSTREAM, 0);
    killOnceHeld(hospital.providerRelay(), Direction.UPSTREAM, 1, 0);
  }

  @Test
  void inTheMiddleOfTheBody() throws Exception {
    hospital.providerRelay().holdAfter(Direction.UPSTREAM, HALF_A_REQUEST);
    killOnceHeld(hospital.providerRelay(), Direction.UPSTREAM, 1, 0);
  }

  @Test
  void afterTheBodyBeforeTheAnswer() throws Exception {
    hospital.providerRelay().holdAfter(Direction.DOWNSTREAM, 0);
    killOnceHeld(hospital.providerRelay(), Direction.DOWNSTREAM, 1, 1);
  }

  @Test
  void inTheMiddleOfTheAnswer() throws Exception {
    hospital.providerRelay().holdAfter(Direction.DOWNSTREAM, 400);
    killOnceHeld(hospital.providerRelay(), Direction.DOWNSTREAM, 1, 1);
  }

  @Test
  void beforeTheOutcome() throws Exception {
    hospital.providerRelay().holdAfter(Direction.DOWNSTREAM, 0);
    try (ExecutorService asker = Executors.newSingleThreadExecutor()) {
      Future<?> question = asker.submit(this::ask);
      hospital.providerRelay().awaitHeld(Direction.DOWNSTREAM, 1);
      hospital.auditRelay().holdAfter(Direction.UPSTREAM, 0);
      hospital.providerRelay().release();
      hospital.auditRelay().awaitHeld(Direction.UPSTREAM, 800);
      kill(question);
    }
    assertEquals(arrivedBefore + 1, hospital.cloud().arrivals().size());
  }

  private void killOnceHeld(Relay relay, Direction direction, long bytes, int arrivals)
      throws Exception {
    try (ExecutorService asker = Executors.newSingleThreadExecutor()) {
      Future<Reply> question = asker.submit(this::ask);
      try {
        relay.awaitHeld(direction, bytes);
      } catch (TimeoutException e) {
        throw new AssertionError(question.isDone() ? "was told " + question.get() : "waits", e);
      }
      kill(question);
    }
    assertEquals(arrivedBefore + arrivals, hospital.cloud().arrivals().size());
  }

  private void kill(Future<?> question) throws InterruptedException {
    Part bridge = hospital.postern().part("bridge");
    bridge.kill();
    try {
      question.get();
    } catch (ExecutionException e) {
      assertInstanceOf(UncheckedIOException.class, e.getCause());
    }
  }

  private Reply ask() {
    return hospital.bridge().ask(token, "TREAT", Samples.CARDIOLOGY_QUESTION);
  }

  /** Intents without a closing entry. */
  private long openIntents() {
    try (Connection connection = hospital.postern().database("audit").getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from open_intent")) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
