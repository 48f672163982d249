package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.toolbox.ToolboxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Puts recorded decisions to another policy, in batches, as many at once as there are cores. */
public final class Replay implements AutoCloseable {
  private static final int BATCH = 1000;
  private static final int REMEMBERED = 10_000;

  private final Candidate candidate;
  private final ReplayReport report;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers = Executors.newFixedThreadPool(cores);
  private final Map<String, List<RecordedDecision>> waiting = new HashMap<>();
  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final List<Future<?>> running = new ArrayList<>();

  public Replay(Candidate candidate) {
    this.candidate = candidate;
    this.report = new ReplayReport(candidate.revision());
  }

  /** A decision that was recorded; one that several attempts at a question share counts once. */
  public void add(RecordedDecision decision) {
    if (seen.put(decision.decisionId(), true) != null) {
      return;
    }
    List<RecordedDecision> batch =
        waiting.computeIfAbsent(decision.entryPoint(), entryPoint -> new ArrayList<>());
    batch.add(decision);
    if (batch.size() == BATCH) {
      start(waiting.remove(decision.entryPoint()));
    }
  }

  /** A question whose decisions nobody can read any more. */
  public void unreadable() {
    report.unreadable();
  }

  /** All differences, once everything that was added is answered. */
  public ReplayReport finished() {
    waiting.values().forEach(this::start);
    waiting.clear();
    while (!running.isEmpty()) {
      await(running.removeFirst());
    }
    return report;
  }

  // So much is under way that no core waits, and no more: whoever adds waits instead.
  private void start(List<RecordedDecision> batch) {
    if (running.size() > cores) {
      await(running.removeFirst());
    }
    running.add(workers.submit(() -> answer(batch)));
  }

  private void answer(List<RecordedDecision> batch) {
    List<JsonNode> inputs = batch.stream().map(RecordedDecision::input).toList();
    List<JsonNode> answers = candidate.answers(batch.getFirst().entryPoint(), inputs);
    for (int i = 0; i < batch.size(); i++) {
      report.add(batch.get(i), answers.get(i));
    }
  }

  private static void await(Future<?> batch) {
    try {
      batch.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ToolboxException told
          ? told
          : new ToolboxException("a batch of decisions cannot be replayed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolboxException("interrupted while replaying", e);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    candidate.close();
  }
}
