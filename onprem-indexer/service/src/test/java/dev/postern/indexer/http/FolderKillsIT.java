package dev.postern.indexer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.indexer.http.RunningIndexer.Answer;
import dev.postern.toolbox.process.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A folder of real documents, many of them malformed: each is read or kept apart with a reason, and
 * the service stays up. Then again, with SIGKILL of parser children and of the service at random:
 * each document ends the same way and the same chunks are there.
 *
 * <p>A sample here, the whole folder with {@code ./postern test --long}; {@code postern.long.seed}
 * repeats a run's kills.
 */
class FolderKillsIT {

  private static final Path FOLDER = Path.of("../../../shared/data/documents");
  private static final boolean WHOLE = Boolean.getBoolean("postern.long");
  private static final int ONE_IN = 100;
  private static final int IN_FLIGHT = 4;

  /** The longest time between two kills. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(WHOLE ? 8 : 2);

  /** A start takes seconds: a sample has two. */
  private static final int SERVICE_KILLS = WHOLE ? Integer.MAX_VALUE : 2;

  private final RunningIndexer indexer = RunningIndexer.shared();
  private final long seed = Long.getLong("postern.long.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<String, Integer> kills = new TreeMap<>();
  private int turn;

  @Test
  void whateverIsKilledEveryDocumentEndsAsIfUndisturbed() throws Exception {
    assumeTrue(Files.isDirectory(FOLDER), "the shared documents are not beside this checkout");
    List<Path> files = files();
    System.out.printf("folder kills: %d documents, seed %d%n", files.size(), seed);
    String quiet = "quiet-" + UUID.randomUUID();
    long pid = indexer.process.part().pid().orElseThrow();
    Map<String, String> ends = ingest(files, quiet, () -> {});
    assertEquals(pid, indexer.process.part().pid().orElseThrow(), "no document ends the service");
    assertTrue(ends.values().stream().anyMatch("done []"::equals), ends.toString());
    for (Map.Entry<String, String> end : ends.entrySet()) {
      assertTrue(end.getValue().matches("done .*|415|422|quarantined [a-z-]+"), end.toString());
    }
    List<String> chunks = chunks(quiet);
    assertFalse(chunks.isEmpty());

    String killed = "killed-" + UUID.randomUUID();
    assertEquals(ends, ingest(files, killed, this::kill), () -> "seed " + seed);
    assertEquals(chunks, chunks(killed), () -> "seed " + seed);
    System.out.printf("folder kills: %s, %d chunks%n", kills, chunks.size());
    assertTrue(kills.size() > 1, "children and the service were killed");
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(FOLDER)) {
      List<Path> all = walk.filter(Files::isRegularFile).sorted().toList();
      List<Path> some = new ArrayList<>();
      for (int i = 0; i < all.size(); i += WHOLE ? 1 : ONE_IN) {
        some.add(all.get(i));
      }
      return some;
    }
  }

  /** How each document ended, while that is done to the indexer over and over. */
  private Map<String, String> ingest(List<Path> files, String source, Runnable disturbance)
      throws Exception {
    Map<String, String> ends = new ConcurrentSkipListMap<>();
    Semaphore free = new Semaphore(IN_FLIGHT);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> documents = new ArrayList<>();
      for (Path file : files) {
        documents.add(
            threads.submit(
                () -> {
                  free.acquire();
                  try {
                    ends.put(FOLDER.relativize(file).toString(), end(file, source));
                  } finally {
                    free.release();
                  }
                  return null;
                }));
      }
      int seen = 0;
      while (!documents.stream().allMatch(Future::isDone)) {
        LockSupport.parkNanos(random.nextLong(PAUSE_NANOS));
        if (ends.size() > seen) { // a kill for each step forward: a slow machine gets on too
          seen = ends.size();
          disturbance.run();
        }
      }
      for (Future<?> document : documents) {
        document.get();
      }
    }
    return ends;
  }

  /** A child three times in four, the service with all its children else. */
  private void kill() {
    Part service = indexer.process.part();
    boolean enough = kills.getOrDefault("service", 0) >= SERVICE_KILLS;
    if (enough || turn++ % 4 != 1) {
      List<ProcessHandle> children =
          service.pid().flatMap(ProcessHandle::of).stream()
              .flatMap(ProcessHandle::descendants)
              .toList();
      if (!children.isEmpty()) {
        children.get(random.nextInt(children.size())).destroyForcibly();
        kills.merge("children", 1, Integer::sum);
      }
      return;
    }
    service.kill();
    indexer.process.launchIfNeeded();
    service.awaitReady();
    kills.merge("service", 1, Integer::sum);
  }

  private String end(Path file, String source) throws IOException {
    byte[] content = Files.readAllBytes(file);
    String id = FOLDER.relativize(file).toString();
    Map<String, String> fields = RunningIndexer.fields(source, id, "[\"all-staff\"]", "internal");
    Answer answer = patiently(() -> indexer.upload(file.getFileName().toString(), content, fields));
    if (answer.status() != 202) {
      return Integer.toString(answer.status());
    }
    JsonNode end = patiently(() -> indexer.end(answer.body().path("job").asText()));
    String state = end.path("state").asText();
    List<String> findings = new ArrayList<>();
    end.path("findings").forEach(finding -> findings.add(finding.asText()));
    return state.equals("done")
        ? state + " " + findings
        : state + " " + end.path("reason").asText();
  }

  private interface Call<T> {
    T get();
  }

  /** Again, for as long as nobody answers: the service is being killed. */
  private static <T> T patiently(Call<T> call) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (true) {
      try {
        return call.get();
      } catch (UncheckedIOException gone) {
        if (System.nanoTime() > deadline) {
          throw gone;
        }
        Part.pauseShortly();
      }
    }
  }

  /** Hash of the document, ordinal, digest of the text: of all that a search can see. */
  private List<String> chunks(String source) throws SQLException {
    String sql =
        "select d.content_sha256 || ' ' || c.ordinal || ' ' || encode(sha256(convert_to("
            + " substring(t.body from c.start_offset + 1 for c.end_offset - c.start_offset),"
            + " 'UTF8')), 'hex')"
            + " from document d join chunk c on c.document_id = d.id and c.version = d.current_version"
            + " join document_text t on t.document_id = d.id and t.version = d.current_version"
            + " where d.source = ?";
    List<String> chunks = new ArrayList<>();
    try (Connection database = indexer.parts.postgres().database("index").getConnection();
        PreparedStatement look = database.prepareStatement(sql)) {
      look.setString(1, source);
      try (ResultSet row = look.executeQuery()) {
        while (row.next()) {
          chunks.add(row.getString(1));
        }
      }
    }
    Collections.sort(chunks);
    return chunks;
  }
}
