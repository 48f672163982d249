package dev.postern.indexer.ingest;

import dev.postern.indexer.ingest.AuditTrail.AuditTrailUnavailable;
import dev.postern.indexer.ingest.Ledger.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One version of one document, from its bytes to searchable chunks: read its parts in a child
 * process, cut, embed, find identifiers, keep, put together, record, publish. It may be killed
 * between any two of these and run again: the result is the same.
 */
public final class IngestDocument {

  private static final int FRAMES = 12;

  private final Ledger ledger;
  private final ReadSlices reading;
  private final Slices slices;
  private final IdentifierFinder finder;
  private final ChunkIndex index;
  private final AuditTrail audit;
  private final Limits limits;
  private final Heartbeat.Heart heart;
  private volatile boolean stopping;

  /**
   * When to give up.
   *
   * @param slicePages of one part
   * @param sliceBytes of one part's text
   * @param deaths of a parser over a part, that divide it or keep it apart
   * @param failures to read a part, that do
   * @param interruptions of a part by no fault of its own, that do
   * @param pause until a document waits again for a log that did not answer
   * @param beat how often the lease of a job is renewed while it is worked on
   */
  public record Limits(
      int slicePages,
      int sliceBytes,
      int deaths,
      int failures,
      int interruptions,
      TextFloor floor,
      Duration pause,
      Duration beat) {}

  public IngestDocument(
      Ledger ledger,
      TextExtractor extractor,
      ChunkCutter cutter,
      Embedder embedder,
      IdentifierFinder finder,
      Slices slices,
      ChunkIndex index,
      KeepSubjects subjects,
      AuditTrail audit,
      Limits limits) {
    this.ledger = ledger;
    this.finder = finder;
    this.index = index;
    this.audit = audit;
    this.limits = limits;
    this.slices = slices;
    this.heart = new Heartbeat.Heart(ledger, limits.beat());
    this.reading =
        new ReadSlices(
            ledger,
            extractor,
            cutter,
            embedder,
            finder,
            slices,
            subjects,
            new ReadSlices.Limits(
                limits.slicePages(),
                limits.sliceBytes(),
                limits.deaths(),
                limits.failures(),
                limits.interruptions()));
  }

  /** Does one job, if there is one; tells whether there was. */
  public boolean next() {
    return ledger.claim().map(this::run).isPresent();
  }

  /** A document at hand goes back to the ledger before its next chunk is embedded. */
  public void stop() {
    stopping = true;
    reading.stop();
  }

  private Job run(Job job) {
    try (Heartbeat beating = heart.beat(job)) {
      Optional<String> draft = job.draft().isPresent() ? job.draft() : read(job);
      if (draft.isPresent()) {
        audit.say(draft.get());
        ledger.publish(job, missing(job));
      }
    } catch (AuditTrailUnavailable e) {
      ledger.giveBack(job, limits.pause());
    } catch (RuntimeException e) {
      ledger.failed(job, reasonOf(e));
    }
    return job;
  }

  /** The draft of the audit entry, if the document was read and its chunks are stored. */
  private Optional<String> read(Job job) throws AuditTrailUnavailable {
    if (!reading.read(job)) {
      if (stopping) {
        ledger.giveBack(job, Duration.ZERO);
      }
      return Optional.empty();
    }
    List<Slice> parts = slices.of(job);
    if (parts.stream().noneMatch(part -> part.state() == Slice.State.READ)) {
      @Nullable Reason reason = parts.getFirst().reason();
      ledger.quarantine(job, reason == null ? Reason.of("unreadable") : reason);
      return Optional.empty();
    }
    SliceResult whole = SliceResult.join(finder.detector(), slices.results(job));
    if (limits.floor().isBelow(whole.inked(), pages(parts))) {
      boolean scanned = whole.notes().contains("page-without-text");
      ledger.quarantine(job, Reason.of(scanned ? "scan-without-text" : "no-text"));
      return Optional.empty();
    }
    return store(job.concerning(whole.patients()), whole);
  }

  private Optional<String> store(Job job, SliceResult whole) {
    String draft = audit.draft(job, whole.chunks().size(), whole.findings());
    Structure structure = new Structure(whole.title(), whole.text(), List.of());
    return index.store(job, structure, whole.chunks(), whole.vectors(), whole.findings(), draft)
        ? Optional.of(draft)
        : Optional.empty();
  }

  private static int pages(List<Slice> parts) {
    return parts.stream()
        .filter(part -> part.state() == Slice.State.READ)
        .mapToInt(part -> part.pages().length())
        .sum();
  }

  /** What a reader of the whole document would miss: parts kept apart, things left unread. */
  private List<String> missing(Job job) {
    Set<String> missing = new TreeSet<>();
    for (Slice part : slices.of(job)) {
      if (part.state() == Slice.State.QUARANTINED) {
        missing.add(part.finding(job.type().isPaged()));
      }
      missing.addAll(part.notes());
    }
    return List.copyOf(missing);
  }

  private static Reason reasonOf(RuntimeException thrown) {
    List<String> frames =
        Arrays.stream(thrown.getStackTrace())
            .limit(FRAMES)
            .map(f -> f.getClassName() + "." + f.getMethodName() + ":" + f.getLineNumber())
            .toList();
    return new Reason("internal", thrown.getClass().getName(), frames);
  }

  /**
   * Below this a document that was read without an error holds no text worth the name: a scan, a
   * bomb, a file that is not what it says.
   *
   * @param characters not blank, in the whole document
   * @param charactersPerPage not blank, on average
   */
  public record TextFloor(int characters, int charactersPerPage) {
    boolean isBelow(long inked, int pages) {
      return inked < Math.max(characters, (long) charactersPerPage * pages);
    }
  }
}
