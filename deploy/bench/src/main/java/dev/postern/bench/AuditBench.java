package dev.postern.bench;

import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditFailure;
import dev.postern.audit.client.HttpAuditTransport;
import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.DataCounts;
import dev.postern.audit.entry.Denial;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Payload;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.tls.Pem;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * Appends through client and service, each durable before its caller goes on, beside raw COPY and
 * commit of the same bytes.
 */
final class AuditBench implements Benchmark {

  private static final int OUTSTANDING = 128;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final int WARM_UPS = 20;
  private static final double STEADY = 1.03;
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final int PAYLOAD = 16 * 1024;

  private final Postern postern;
  private final byte[] noise = new byte[PAYLOAD];
  private final AtomicLong payloads = new AtomicLong();

  AuditBench(Postern postern) {
    this.postern = postern;
    new Random(20261122).nextBytes(noise);
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public Optional<Set<String>> measures() {
    return Optional.of(Set.of("postgres", "vault", "witness", "audit"));
  }

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    SSLContext tls =
        Pem.presenting(
            postern.layout().run("bridge").resolve("tls"), List.of(postern.layout().caFile()));
    var transport =
        new HttpAuditTransport(
            List.of(postern.addresses().audit()), () -> tls, Duration.ofSeconds(10));
    try (var audit =
        AuditClient.start(transport, new Forgetful(), AuditClient.Settings.standard())) {
      report(audit, 0, "outstanding=128", figures);
      report(audit, PAYLOAD, "outstanding=128 payload=16kB", figures);
      idle(audit, figures);
    }
  }

  private void report(AuditClient audit, int payload, String scenario, Consumer<Figure> figures)
      throws Exception {
    double warm = warmUp(audit, payload);
    Run run = load(audit, OUTSTANDING, TIME, payload);
    RawCopy.Rate raw = raw(payload);
    figures.accept(
        new Figure("audit", scenario, "throughput", run.rate(), "entries/s", raw.rowsPerSecond()));
    figures.accept(new Figure("audit", scenario, "warm-up", warm, "s", Double.NaN));
    figures.accept(
        new Figure("audit", scenario, "p50", run.latency().median(), "ms", raw.batch().median()));
    figures.accept(
        new Figure("audit", scenario, "p99", run.latency().at(0.99), "ms", raw.batch().at(0.99)));
  }

  /**
   * Loads until two rounds running are no faster than the fastest before: a service that has just
   * started compiles on the cores it is measured on.
   *
   * @return how many seconds that took
   */
  private double warmUp(AuditClient audit, int payload) throws Exception {
    long start = System.nanoTime();
    double fastest = 0;
    int steady = 0;
    for (int round = 0; round < WARM_UPS && steady < 2; round++) {
      double rate = load(audit, OUTSTANDING, WARM_UP, payload).rate();
      steady = rate > fastest * STEADY ? 0 : steady + 1;
      fastest = Math.max(fastest, rate);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void idle(AuditClient audit, Consumer<Figure> figures) throws Exception {
    Run run = load(audit, 1, Duration.ofSeconds(3), 0);
    double fsync = Machine.fsync(postern.layout().home()).median();
    figures.accept(
        new Figure("audit", "outstanding=1", "p50", run.latency().median(), "ms", fsync));
  }

  private RawCopy.Rate raw(int payload) throws Exception {
    byte[] leaf = denied(payload).entry().leaf();
    byte[][] columns =
        payload == 0 ? new byte[][] {leaf} : new byte[][] {leaf, ciphertext(payload)};
    try (Connection connection = postern.database("audit").getConnection()) {
      return new RawCopy(connection).measure(columns, OUTSTANDING, Duration.ofSeconds(5));
    }
  }

  private Run load(AuditClient audit, int outstanding, Duration time, int payload)
      throws Exception {
    var nanos = new ConcurrentLinkedQueue<Long>();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Future<?>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < outstanding; i++) {
        callers.add(threads.submit(() -> appendUntil(audit, end, payload, nanos)));
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Run(nanos.size() / seconds, Percentiles.ofNanos(nanos));
  }

  private @org.jspecify.annotations.Nullable Void appendUntil(
      AuditClient audit, long end, int payload, ConcurrentLinkedQueue<Long> nanos)
      throws AuditFailure {
    while (System.nanoTime() < end) {
      Submission submission = denied(payload);
      long before = System.nanoTime();
      audit.append(submission);
      nanos.add(System.nanoTime() - before);
    }
    return null;
  }

  /** A refusal of about one kilobyte: the closest to an intent that needs no closing entry. */
  private Submission denied(int payload) {
    Payload encrypted = payload == 0 ? null : Payload.of(ciphertext(payload));
    String[] reasons = new String[12];
    Arrays.setAll(reasons, i -> "bench.control_" + i + ".long_enough_to_weigh_as_much");
    Entry.Builder entry =
        Entry.of(EntryType.EGRESS_DENIED, id(), Instant.now(), "bench")
            .with(Member.QUESTION_ID, id())
            .with(Member.ACTOR, new Actor("bench", List.of("pwd"), null))
            .with(Member.PURPOSE, "HRESCH")
            .with(
                Member.DATA,
                new DataCounts(
                    List.of("public"), 0, 6, 0, 0, Map.of("PERSON", 3L), "pseudonyms", null))
            .with(Member.DENIAL, new Denial("withheld", List.of(reasons)));
    if (encrypted != null) {
      entry.with(Member.PAYLOAD, encrypted.ref());
    }
    return new Submission(entry.build(), encrypted, null);
  }

  /** Nothing in it repeats, as in ciphertext; no two are the same. */
  private byte[] ciphertext(int length) {
    byte[] bytes = Arrays.copyOf(noise, length);
    ByteBuffer.wrap(bytes).putLong(payloads.incrementAndGet());
    return bytes;
  }

  /** A UUIDv7 (RFC 9562 section 5.7). */
  private static UUID id() {
    UUID noise = UUID.randomUUID();
    long high =
        (System.currentTimeMillis() << 16) | 0x7000 | (noise.getMostSignificantBits() & 0x0fff);
    return new UUID(high, noise.getLeastSignificantBits());
  }

  private record Run(double rate, Percentiles latency) {}
}
