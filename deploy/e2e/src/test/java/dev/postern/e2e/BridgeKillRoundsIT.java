package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.e2e.Relay.Direction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * SIGKILL of the bridge, round after round, while questions keep coming by every route: every call
 * that reached a provider was durable when it arrived, every intent ends in exactly one closing
 * entry, and no answer that a caller was told is recorded is missing. {@link KillIT} hits each
 * window once, with one question.
 *
 * <p>1,000 rounds with {@code ./postern test --long}; {@code postern.long.rounds} and {@code
 * postern.long.seed} say otherwise.
 */
@EnabledIfSystemProperty(named = "postern.long", matches = "true")
class BridgeKillRoundsIT {
  private static final int ROUNDS = Integer.getInteger("postern.long.rounds", 1_000);
  private static final int LOOK_EVERY = 10;

  private final Hospital hospital = Hospital.shared();
  private final long seed = Long.getLong("postern.long.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final int arrivedBefore = hospital.cloud().arrivals().size();
  private final Map<Moment, Integer> done = new TreeMap<>();

  /** When the kill hits. */
  private enum Moment {
    BEFORE_OR_IN_AN_APPEND,
    AFTER_AN_APPEND_BEFORE_ITS_ANSWER,
    BEFORE_OR_IN_A_BODY,
    AFTER_A_BODY,
    IN_AN_ANSWER,
    AT_RANDOM,
    WHILE_IT_STARTS
  }

  @AfterEach
  void theBridgeRuns() {
    hospital.auditRelay().cut();
    hospital.providerRelay().cut();
    hospital.postern().part("bridge").start();
  }

  @Test
  void whenItIsKilledWhateverArrivedWasDurableAndEveryIntentIsClosedOnce() throws Exception {
    System.out.printf("kill rounds: %d, seed %d%n", ROUNDS, seed);
    Askers askers = new Askers(hospital);
    try (askers) {
      for (int round = 0; round < ROUNDS; round++) {
        round(round, askers);
      }
      askers.goOnFor(20);
    }
    System.out.printf("kill rounds: %s; questions: %s%n", done, askers.endings());

    int arrived = whateverArrivedWasDurable();
    assertTrue(arrived >= ROUNDS, "only " + arrived + " calls arrived");
    Await.until(
        Duration.ofSeconds(90), () -> number("SELECT count(*) FROM open_intent"), n -> n == 0);
    assertEquals(0, number(NOT_CLOSED_ONCE), "intents not closed exactly once");
    Set<String> lost = new HashSet<>(askers.heard());
    lost.removeAll(answered());
    assertEquals(Set.of(), lost, "told that it is recorded");
    List<String> strange =
        askers.endings().keySet().stream()
            .filter(ending -> !ending.matches("answered|cut|50[23] .*"))
            .toList();
    assertEquals(List.of(), strange);
  }

  /** Each moment in turn at first, then as it comes. */
  private void round(int round, Askers askers) throws Exception {
    Moment[] moments = Moment.values();
    boolean inTurn = round < 2 * moments.length;
    Moment moment = moments[inTurn ? round % moments.length : random.nextInt(moments.length)];
    try {
      askers.goOnFor(1 + random.nextInt(8));
      kill(moment);
      done.merge(moment, 1, Integer::sum);
      if ((round + 1) % LOOK_EVERY == 0) {
        askers.renewToken();
        int arrived = whateverArrivedWasDurable();
        System.out.printf("kill rounds: %d of %d, %d calls%n", round + 1, ROUNDS, arrived);
      }
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed %d, round %d, %s".formatted(seed, round, moment), e);
    }
  }

  private void kill(Moment moment) throws Exception {
    var bridge = hospital.postern().part("bridge");
    reach(moment);
    bridge.kill();
    if (moment == Moment.WHILE_IT_STARTS) {
      bridge.launch();
      pause(4_000);
      bridge.kill();
    }
    hospital.auditRelay().cut();
    hospital.providerRelay().cut();
    bridge.start();
  }

  private void reach(Moment moment) throws TimeoutException, InterruptedException {
    switch (moment) {
      case BEFORE_OR_IN_AN_APPEND ->
          held(hospital.auditRelay(), Direction.UPSTREAM, random.nextInt(6_000));
      case AFTER_AN_APPEND_BEFORE_ITS_ANSWER ->
          held(hospital.auditRelay(), Direction.DOWNSTREAM, 0);
      case BEFORE_OR_IN_A_BODY ->
          held(hospital.providerRelay(), Direction.UPSTREAM, random.nextInt(4_000));
      case AFTER_A_BODY -> held(hospital.providerRelay(), Direction.DOWNSTREAM, 0);
      case IN_AN_ANSWER ->
          held(hospital.providerRelay(), Direction.DOWNSTREAM, 1 + random.nextInt(2_000));
      case AT_RANDOM, WHILE_IT_STARTS -> pause(500);
    }
  }

  private static void held(Relay relay, Direction direction, long after)
      throws TimeoutException, InterruptedException {
    relay.holdAfter(direction, after);
    relay.awaitHeld(direction, 1);
  }

  private void pause(int mostMillis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(mostMillis)));
  }

  /** How many calls have arrived. */
  private int whateverArrivedWasDurable() {
    List<JsonNode> arrived = hospital.cloud().arrivalsSince(arrivedBefore);
    List<JsonNode> undurable =
        arrived.stream().filter(call -> !call.path("lookup").asText().equals("found")).toList();
    assertEquals(List.of(), undurable);
    return arrived.size();
  }

  /** A reconciliation may come first and be superseded; nothing closes twice in the same way. */
  private static final String NOT_CLOSED_ONCE =
      """
      SELECT count(*) FROM (
        SELECT count(*) FILTER (WHERE closing.type IN ('EGRESS_OUTCOME', 'LOCAL_ANSWER')) AS told,
               count(*) FILTER (WHERE closing.type = 'RECONCILIATION') AS found,
               max(closing.idx) FILTER (WHERE closing.type <> 'RECONCILIATION') AS last_told,
               max(closing.idx) FILTER (WHERE closing.type = 'RECONCILIATION') AS last_found
          FROM leaf intent LEFT JOIN leaf closing ON closing.ref = intent.idx
           AND closing.type IN ('EGRESS_OUTCOME', 'LOCAL_ANSWER', 'RECONCILIATION')
         WHERE intent.type IN ('EGRESS_INTENT', 'LOCAL_INTENT') GROUP BY intent.idx) closed
       WHERE told > 1 OR found > 1 OR told + found = 0 OR last_found > last_told
      """;

  private long number(String sql) {
    try (Connection connection = hospital.postern().database("audit").getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Questions whose outcome the log holds. */
  private Set<String> answered() {
    String sql = "SELECT question_id FROM leaf WHERE type IN ('EGRESS_OUTCOME', 'LOCAL_ANSWER')";
    Set<String> questions = new HashSet<>();
    try (Connection connection = hospital.postern().database("audit").getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        questions.add(rows.getString(1));
      }
      return questions;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
