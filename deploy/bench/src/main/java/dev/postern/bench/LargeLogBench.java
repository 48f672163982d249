package dev.postern.bench;

import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.HttpAuditTransport;
import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.SignedNote;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Ports;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.services.PinnedLogs;
import dev.postern.toolbox.services.Service;
import dev.postern.toolbox.services.ServiceProcess;
import dev.postern.toolbox.services.Services;
import dev.postern.toolbox.tools.Cache;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * A second process of the audit service over a log that is large already: how fast it starts again,
 * what it holds in its heap, how long a proof of any entry takes, and how far behind the checkpoint
 * is while entries come in.
 */
final class LargeLogBench implements Benchmark {
  private static final int PROOFS = 2_000;
  private static final int WARM_UP = 500;
  private static final int RESTARTS = 3;
  private static final int WRITERS = 32;
  private static final int LAGS = 40;
  private static final double HEAP_MB = 512;

  private final Postern postern;
  private final long entries;

  /**
   * @param entries how many the log has before the bench begins; a million takes about 1 GB
   */
  LargeLogBench(Postern postern, long entries) {
    this.postern = postern;
    this.entries = entries;
  }

  @Override
  public String name() {
    return "audit";
  }

  /** The process, and where it is. */
  private record Running(ServiceProcess service, URI address, HttpClient http) {}

  @Override
  public Optional<Set<String>> measures() {
    return Optional.of(Set.of("postgres", "vault", "witness"));
  }

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    Cache.delete(layout().home());
    String database = postern.postgres().scratch("audit");
    ServiceProcess service = service(database);
    SSLContext operator = postern.operatorSslContext();
    try (HttpClient http = HttpClient.newBuilder().sslContext(operator).build()) {
      service.migrate();
      try (var connection = postern.database(database).getConnection()) {
        new SeededLog(connection).write(PinnedLogs.FIRST, entries);
      }
      acceptUnwitnessed(service(database));
      var running = new Running(service, address(), http);
      restarts(running, figures);
      proofs(running, figures);
      lag(running, figures);
      heap(running, figures);
    } finally {
      service.part().stop();
      drop(database);
    }
  }

  private ServiceProcess service(String database) throws IOException {
    Layout layout = layout();
    var folder = Files.createDirectories(layout.checkpoints());
    Settings own =
        Settings.DEMO
            .learningStarts()
            .with("audit", "postern.instance", "audit-large")
            .with("audit", "postern.database.url", postern.postgres().jdbcUrl(database))
            .with("audit", "postern.vault.ca-file", postern.layout().caFile().toString())
            .with("audit", "audit.checkpoint.folder", folder.toString());
    var services =
        new Services(
            layout,
            new Ports(layout.ports()),
            postern.postgres(),
            postern.vault(),
            own,
            Progress.stderr());
    return services.of(Service.AUDIT);
  }

  /**
   * Nobody outside saw the seeded log grow: its first start is on an operator's word, and ends once
   * a checkpoint is kept elsewhere.
   */
  private void acceptUnwitnessed(ServiceProcess service) throws IOException {
    service.tell("--accept-unwitnessed");
    service.part().start();
    Path folder = layout().checkpoints();
    while (Objects.requireNonNull(folder.toFile().list()).length == 0) {
      Thread.onSpinWait();
    }
    service.part().stop();
  }

  private Layout layout() {
    return new Layout(postern.layout().checkout(), postern.layout().home().resolve("large"));
  }

  private URI address() {
    return URI.create("https://localhost:" + new Ports(layout().ports()).of("audit"));
  }

  /** From no process to one that leads: it proves and loads the log before it says so. */
  private void restarts(Running running, Consumer<Figure> figures) {
    running.service().part().start();
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < RESTARTS; i++) {
      running.service().part().stop();
      long start = System.nanoTime();
      running.service().part().start();
      nanos.add(System.nanoTime() - start);
    }
    figure(figures, "restart p50", Percentiles.ofNanos(nanos).median(), "ms", 5_000);
  }

  /**
   * The first are left out: a service that has just started compiles on the cores it is measured
   * on.
   */
  private void proofs(Running running, Consumer<Figure> figures) throws Exception {
    covering(running, entries - 1);
    Random random = new Random(1);
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < PROOFS; i++) {
      long before = System.nanoTime();
      get(running, running.address().resolve("/v1/proof/" + random.nextLong(entries)));
      if (i >= WARM_UP) {
        nanos.add(System.nanoTime() - before);
      }
    }
    Percentiles latency = Percentiles.ofNanos(nanos);
    figure(figures, "proof p50", latency.median(), "ms", 20);
    figure(figures, "proof p99", latency.at(0.99), "ms", 20);
  }

  /** From the acknowledgement of an entry to a published checkpoint that covers it, under load. */
  private void lag(Running running, Consumer<Figure> figures) throws Exception {
    SSLContext bridge = postern.vault().sslContext("bridge");
    var transport =
        new HttpAuditTransport(List.of(running.address()), () -> bridge, Duration.ofSeconds(10));
    AtomicBoolean done = new AtomicBoolean();
    List<Long> nanos = new ArrayList<>();
    try (var audit =
            AuditClient.start(transport, new Forgetful(), AuditClient.Settings.standard());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        var unused =
            threads.submit(
                () -> {
                  while (!done.get()) {
                    audit.append(Submission.of(entry()));
                  }
                  return null;
                });
      }
      try {
        for (int i = 0; i < LAGS; i++) {
          long index = audit.append(Submission.of(entry())).index();
          long acknowledged = System.nanoTime();
          covering(running, index);
          nanos.add(System.nanoTime() - acknowledged);
        }
      } finally {
        done.set(true);
      }
    }
    Percentiles latency = Percentiles.ofNanos(nanos);
    figure(figures, "checkpoint lag p50", latency.median(), "ms", 1_000);
    figure(figures, "checkpoint lag p99", latency.at(0.99), "ms", 1_000);
  }

  private void heap(Running running, Consumer<Figure> figures) throws Exception {
    String metrics = get(running, running.service().management().resolve("/q/metrics"));
    double used =
        metrics
            .lines()
            .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    figure(figures, "heap used", used / (1 << 20), "MB", HEAP_MB);
  }

  private void figure(
      Consumer<Figure> figures, String metric, double value, String unit, double bound) {
    figures.accept(new Figure("audit", "entries=" + entries, metric, value, unit, bound));
  }

  private static void covering(Running running, long index)
      throws IOException, InterruptedException {
    while (size(running) <= index) {
      Thread.onSpinWait();
    }
  }

  private static long size(Running running) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(running, running.address().resolve("/checkpoint"));
    return answer.statusCode() == 200
        ? Checkpoint.parse(SignedNote.parse(answer.body()).text()).size()
        : 0;
  }

  private static String get(Running running, URI address) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(running, address);
    if (answer.statusCode() != 200) {
      throw new IOException(address.getPath() + " answered " + answer.statusCode());
    }
    return answer.body();
  }

  private static HttpResponse<String> send(Running running, URI address)
      throws IOException, InterruptedException {
    return running.http().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private void drop(String database) throws Exception {
    try (var connection = postern.database("postgres").getConnection();
        var statement = connection.createStatement()) {
      statement.execute("DROP DATABASE " + database + " WITH (FORCE)");
    }
  }

  private static Entry entry() {
    UUID noise = UUID.randomUUID();
    long high =
        (System.currentTimeMillis() << 16) | 0x7000 | (noise.getMostSignificantBits() & 0x0fff);
    UUID id = new UUID(high, noise.getLeastSignificantBits());
    return Entry.of(EntryType.NO_SOURCES, id, Instant.now(), "bench")
        .with(Member.QUESTION_ID, id)
        .with(Member.ACTOR, new Actor("bench", List.of("pwd"), null))
        .with(Member.PURPOSE, "HRESCH")
        .build();
  }
}
