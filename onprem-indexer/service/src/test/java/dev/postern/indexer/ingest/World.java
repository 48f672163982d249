package dev.postern.indexer.ingest;

import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.TextExtractor.Extraction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One queued document and everything around it in memory; it can kill the worker at any step. */
final class World
    implements Ledger, TextExtractor, Embedder, IdentifierFinder, ChunkIndex, AuditTrail, Slices {

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
  DocumentType type = DocumentType.TEXT;
  Function<PageRange, Extraction> pages = range -> extraction;
  Map<String, FeedRule> feeds = Map.of();
  final KnownPatients subjects = new KnownPatients();
  final Map<Integer, Slice> slices = new TreeMap<>();
  final Map<Integer, SliceResult> results = new TreeMap<>();
  final Map<Integer, Integer> begun = new TreeMap<>();
  List<String> findings = List.of();
  final List<Event> acts = new ArrayList<>();
  boolean logAnswers = true;
  boolean actsAreTaken = true;
  int killAtStep = Integer.MAX_VALUE;
  int steps;

  String state = "queued";
  String reason = "";
  int attempts;
  int failures;
  int deaths;
  int interruptions;
  int killedParsers;
  int sliceBytes = 8 << 20;
  @Nullable String draft;
  String text = "";
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
        new KeepSubjects(subjects, subjects, subjects, this, feeds),
        this,
        new IngestDocument.Limits(
            50,
            sliceBytes,
            2,
            3,
            4,
            new IngestDocument.TextFloor(10, 4),
            Duration.ofSeconds(1),
            Duration.ofHours(1)));
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
            type,
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
  public Reading open(DocumentType documentType, byte[] content) {
    step();
    return new Reading() {
      @Override
      public Extraction pages(PageRange range) {
        step();
        return pages.apply(range);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String detector() {
    return "rules";
  }

  @Override
  public List<Slice> of(Job job) {
    step();
    return List.copyOf(slices.values());
  }

  @Override
  public void plan(Job job, List<PageRange> ranges) {
    ranges.forEach(range -> slices.put(range.first(), fresh(range)));
    step();
  }

  private static Slice fresh(PageRange range) {
    return new Slice(range, Slice.State.OPEN, 0, 0, 0, List.of(), null);
  }

  @Override
  public boolean begin(Job job, Slice slice) {
    step();
    int first = slice.pages().first();
    begun.merge(first, 1, Integer::sum);
    if (job.attempt() == attempts) {
      put(slice, Slice.State.OPEN, 0, 0, slice.reason());
    }
    return job.attempt() == attempts;
  }

  @Override
  public boolean keep(Job job, Slice slice, SliceResult result) {
    step();
    results.put(slice.pages().first(), result);
    put(slice, Slice.State.READ, 0, 0, null);
    step();
    return true;
  }

  @Override
  public void blame(Job job, Slice slice, boolean died, Reason why) {
    put(slice, Slice.State.OPEN, died ? 1 : 0, died ? 0 : 1, why);
  }

  private void put(Slice slice, Slice.State now, int died, int failed, @Nullable Reason why) {
    slices.put(
        slice.pages().first(),
        new Slice(
            slice.pages(),
            now,
            slice.attempts() + 1,
            slice.deaths() + died,
            slice.failures() + failed,
            List.of(),
            why));
  }

  @Override
  public void divide(Job job, Slice slice, List<PageRange> parts) {
    slices.remove(slice.pages().first());
    plan(job, parts);
  }

  @Override
  public void setAside(Job job, Slice slice, Reason why) {
    put(slice, Slice.State.QUARANTINED, 0, 0, why);
  }

  @Override
  public List<SliceResult> results(Job job) {
    step();
    return List.copyOf(results.values());
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
    text = structure.text();
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
  public void record(Event event) throws AuditTrailUnavailable {
    if (!actsAreTaken) {
      throw new AuditTrailUnavailable("audit-unavailable", new IllegalStateException());
    }
    acts.add(event);
  }

  @Override
  public void publish(Job job, List<String> missing) {
    step();
    published = stored;
    findings = missing;
    state = "done";
    step();
  }

  @Override
  public void giveBack(Job job, Duration pause) {
    step();
  }

  @Override
  public void interrupted(Job job, Reason why) {
    reason = why.code();
    state = ++interruptions == 4 ? "quarantined" : state;
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
