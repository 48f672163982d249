package dev.postern.e2e;

import dev.postern.e2e.Bridge.Reply;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clinicians who ask without a pause, by every provider's route, whatever becomes of the bridge.
 */
final class Askers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration AFTER_A_FAILURE = Duration.ofMillis(100);

  /** Twice the route whose way goes through the relay. */
  private static final List<String> ROUTES = List.of("azure-eu", "bedrock-eu", "azure-eu", "local");

  private final Hospital hospital;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong answers = new AtomicLong();
  private final Map<String, Long> endings = new TreeMap<>();
  private final Set<String> heard = ConcurrentHashMap.newKeySet();
  private volatile String token;

  Askers(Hospital hospital) {
    this.hospital = hospital;
    this.token = hospital.token("cardiologist");
    ROUTES.forEach(route -> threads.execute(() -> askOn(route)));
  }

  private void askOn(String route) {
    while (!over.get()) {
      String ending = ask(route);
      synchronized (endings) {
        endings.merge(ending, 1L, Long::sum);
      }
      if (ending.equals("answered")) {
        answers.incrementAndGet();
      } else {
        LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
      }
    }
  }

  private String ask(String route) {
    try {
      Reply reply = hospital.bridge().ask(token, "TREAT", Samples.CARDIOLOGY_QUESTION, route);
      if (reply.status() != 200) {
        return reply.status() + " " + reply.code();
      }
      if (reply.body().path("outcome_recorded").asBoolean()) {
        heard.add(reply.body().path("id").asText());
      }
      return reply.outcome();
    } catch (UncheckedIOException cut) {
      return "cut";
    }
  }

  /** Asks under a new token from now on. */
  void renewToken() {
    token = hospital.token("cardiologist");
  }

  /** Waits for so many more answers. */
  void goOnFor(int more) {
    long enough = answers.get() + more;
    Await.until(PATIENCE, answers::get, now -> now >= enough);
  }

  /** How questions ended: an outcome, a status with its code, or cut. */
  Map<String, Long> endings() {
    synchronized (endings) {
      return new TreeMap<>(endings);
    }
  }

  /** Questions whose callers were told that answer and outcome are recorded. */
  Set<String> heard() {
    return Set.copyOf(heard);
  }

  /** Ends once every question under way has ended. */
  @Override
  public void close() {
    over.set(true);
    threads.close();
  }
}
