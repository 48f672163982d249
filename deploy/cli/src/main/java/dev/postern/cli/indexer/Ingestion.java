package dev.postern.cli.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.cli.indexer.Documents.Upload;
import dev.postern.cli.indexer.IndexerClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends documents, several in flight, and follows each to the end of its job. Running it again
 * after an interruption sends everything again and makes nothing twice: a document is known by
 * source, id and content hash.
 */
public final class Ingestion {

  /** How one document ended. */
  public sealed interface Result {
    Upload upload();

    /** It can be searched now. */
    record Indexed(Upload upload) implements Result {}

    /** It can be searched now, but for what these findings name. */
    record Partial(Upload upload, List<String> findings) implements Result {
      public Partial {
        findings = List.copyOf(findings);
      }
    }

    /** Kept apart for a person to release or delete, and why. */
    record Quarantined(Upload upload, String reason) implements Result {}

    /** Never taken, and why. */
    record Rejected(Upload upload, String reason) implements Result {}
  }

  /** Hears of each document that ended. */
  @FunctionalInterface
  public interface Watcher {
    void ended(Result result);
  }

  private static final int IN_FLIGHT = 16;
  private static final Duration FIRST_LOOK = Duration.ofMillis(50);
  private static final Duration SLOWEST_LOOK = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 40;

  /** How long an indexer that answered before may be away: a restart takes seconds. */
  private static final Duration OUTAGE = Duration.ofMinutes(2);

  private static final long NEVER = Long.MIN_VALUE;

  private final IndexerClient indexer;
  private final AtomicLong lastHeard = new AtomicLong(NEVER);

  public Ingestion(IndexerClient indexer) {
    this.indexer = indexer;
  }

  /**
   * Sends all uploads.
   *
   * @return how each ended, in the order of the uploads
   * @throws IOException if the indexer cannot be reached, goes away for long or stays busy; running
   *     again resumes
   */
  public List<Result> run(List<Upload> uploads, Watcher watcher)
      throws IOException, InterruptedException {
    ConcurrentLinkedQueue<Integer> waiting = new ConcurrentLinkedQueue<>();
    Result[] results = new Result[uploads.size()];
    for (int i = 0; i < results.length; i++) {
      waiting.add(i);
    }
    List<Future<?>> workers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < Math.min(IN_FLIGHT, results.length); n++) {
        workers.add(
            threads.submit(
                () -> {
                  for (Integer i = waiting.poll(); i != null; i = waiting.poll()) {
                    results[i] = ingest(uploads.get(i));
                    watcher.ended(results[i]);
                  }
                  return null;
                }));
      }
      await(workers, waiting);
    }
    return List.of(results);
  }

  private static void await(List<Future<?>> workers, ConcurrentLinkedQueue<Integer> waiting)
      throws IOException, InterruptedException {
    for (Future<?> worker : workers) {
      try {
        worker.get();
      } catch (ExecutionException failed) {
        waiting.clear();
        if (failed.getCause() instanceof IOException unreachable) {
          throw unreachable;
        }
        throw new IllegalStateException("sending documents failed", failed.getCause());
      }
    }
  }

  private Result ingest(Upload upload) throws IOException, InterruptedException {
    if (!Files.isReadable(upload.file())) {
      return new Result.Rejected(upload, "not readable");
    }
    Reply reply = heard(() -> indexer.send(upload));
    for (int attempt = 1; reply instanceof Reply.Later later; attempt++) {
      if (attempt == ATTEMPTS) {
        throw new IOException("the indexer stays busy: " + later.problem().sentence());
      }
      Thread.sleep(later.after());
      reply = heard(() -> indexer.send(upload));
    }
    return switch (reply) {
      case Reply.Accepted accepted -> follow(upload, accepted.body().path("job").asText());
      case Reply.Rejected rejected -> new Result.Rejected(upload, rejected.problem().sentence());
      case Reply.Later later ->
          throw new IllegalStateException("handled above: " + later.problem().code());
    };
  }

  private interface Call {
    Reply get() throws IOException, InterruptedException;
  }

  /** Again while nobody answers, if somebody did not long ago: the indexer is being started. */
  private Reply heard(Call call) throws IOException, InterruptedException {
    while (true) {
      try {
        Reply reply = call.get();
        lastHeard.set(System.nanoTime());
        return reply;
      } catch (IOException unreachable) {
        long last = lastHeard.get();
        if (last == NEVER || System.nanoTime() - last > OUTAGE.toNanos()) {
          throw unreachable;
        }
        Thread.sleep(SLOWEST_LOOK);
      }
    }
  }

  private static Optional<Result> ended(Upload upload, JsonNode status) {
    return switch (status.path("state").asText()) {
      case "done", "superseded" -> Optional.of(indexed(upload, status.path("findings")));
      case "quarantined" ->
          Optional.of(
              new Result.Quarantined(upload, status.path("reason").asText("no reason given")));
      default -> Optional.empty(); // queued or running
    };
  }

  private static Result indexed(Upload upload, JsonNode findings) {
    List<String> missing = new ArrayList<>();
    findings.forEach(finding -> missing.add(finding.asText()));
    return missing.isEmpty() ? new Result.Indexed(upload) : new Result.Partial(upload, missing);
  }

  private Result follow(Upload upload, String job) throws IOException, InterruptedException {
    Duration look = FIRST_LOOK;
    while (true) {
      Optional<Result> ended =
          switch (heard(() -> indexer.job(job))) {
            case Reply.Accepted(JsonNode status) -> ended(upload, status);
            case Reply.Rejected gone ->
                Optional.of(new Result.Rejected(upload, gone.problem().sentence()));
            case Reply.Later later -> Optional.empty();
          };
      if (ended.isPresent()) {
        return ended.get();
      }
      Thread.sleep(look);
      look = look.multipliedBy(2).compareTo(SLOWEST_LOOK) < 0 ? look.multipliedBy(2) : SLOWEST_LOOK;
    }
  }
}
