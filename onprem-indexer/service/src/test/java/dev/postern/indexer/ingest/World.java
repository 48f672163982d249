package dev.postern.indexer.ingest;

import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.TextExtractor.Extraction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One queued document and everything around it in memory; it can kill the worker at any step. */
final class World
    implements Ledger, TextExtractor, Embedder, IdentifierFinder, ChunkIndex, AuditTrail {

  /** The process is gone: nothing of it catches this. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final UUID ID = new UUID(1, 1);

  Extraction extraction =
      new Extraction.Extracted(
          Structure.of(
              "Dose", List.of(new Block(Block.Kind.PARAGRAPH, 0, 0, "Five milligrams daily."))),
          0);
  boolean logAnswers = true;
  int killAtStep = Integer.MAX_VALUE;
  int steps;

  String state = "queued";
  String reason = "";
  int attempts;
  int failures;
  int deaths;
  @Nullable String draft;
  List<Chunk> stored = List.of();
  List<Chunk> published = List.of();
  final Set<String> said = new LinkedHashSet<>();

  IngestDocument ingest() {
    TokenMeter words = text -> text.isEmpty() ? new int[0] : new int[] {text.length()};
    return new IngestDocument(
        this,
        this,
        new ChunkCutter(words, 64),
        this,
        this,
        this,
        this,
        new IngestDocument.TextFloor(10, 4),
        Duration.ofSeconds(1));
  }

  private void step() {
    if (++steps == killAtStep) {
      throw new Killed();
    }
  }

  @Override
  public Optional<Job> claim() {
    step();
    if (!state.equals("queued") && !state.equals("recorded")) {
      return Optional.empty();
    }
    attempts++;
    step();
    return Optional.of(
        new Job(
            ID,
            "st-aurelia",
            ID,
            1,
            DocumentType.TEXT,
            attempts,
            "",
            "nih",
            Classification.PUBLIC,
            List.of(),
            List.of("g:all-staff"),
            List.of(),
            Optional.ofNullable(draft)));
  }

  @Override
  public byte[] content(Job job) {
    step();
    return "bytes".getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean hold(Job job) {
    step();
    return job.attempt() == attempts;
  }

  @Override
  public Extraction extract(DocumentType type, byte[] content) {
    step();
    return extraction;
  }

  @Override
  public float[] passage(String text) {
    step();
    return new float[DIMENSIONS];
  }

  @Override
  public float[] query(String text) {
    return passage(text);
  }

  @Override
  public Findings find(String text) {
    step();
    return new Findings("rules", List.of());
  }

  @Override
  public String draft(Job job, int chunks, Findings findings) {
    return "draft of attempt " + job.attempt();
  }

  @Override
  public boolean store(
      Job job,
      Structure structure,
      List<Chunk> chunks,
      List<float[]> vectors,
      Findings findings,
      String draft) {
    step();
    this.draft = draft;
    stored = new ArrayList<>(chunks);
    state = "recorded";
    step();
    return true;
  }

  @Override
  public void say(String draft) throws AuditTrailUnavailable {
    step();
    if (!logAnswers) {
      throw new AuditTrailUnavailable("audit-unavailable", new IllegalStateException());
    }
    said.add(draft);
    step();
  }

  @Override
  public void record(Event event) {
    throw new IllegalStateException("a worker records no operator's act");
  }

  @Override
  public void publish(Job job) {
    step();
    published = stored;
    state = "done";
    step();
  }

  @Override
  public void giveBack(Job job, Duration pause) {
    step();
  }

  @Override
  public void died(Job job, Reason why) {
    deaths++;
    reason = why.code();
    state = deaths == 2 ? "quarantined" : state;
  }

  @Override
  public void failed(Job job, Reason why) {
    failures++;
    reason = why.code();
    state = failures == 3 ? "quarantined" : state;
  }

  @Override
  public void quarantine(Job job, Reason why) {
    reason = why.code();
    state = "quarantined";
  }
}
