package dev.postern.indexer.ingest;

import dev.postern.indexer.ingest.AuditTrail.AuditTrailUnavailable;
import dev.postern.indexer.ingest.Ledger.Reason;
import dev.postern.indexer.ingest.TextExtractor.Cause;
import dev.postern.indexer.ingest.TextExtractor.Extraction;
import dev.postern.indexer.ingest.TextExtractor.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a document part by part. What is read is kept in a commit of its own, so that a worker that
 * is killed costs no more than one part; a part that cannot be read is divided until what breaks it
 * stands alone, and is kept apart while the rest goes on.
 */
final class ReadSlices {

  private static final int EMBEDDED_BETWEEN_HOLDS = 200;

  /**
   * @param pages of a part
   * @param bytes of a part's text
   * @param deaths that divide a part or keep it apart
   * @param failures that do
   * @param interruptions that do: attempts that ended by no fault of the document's
   */
  record Limits(int pages, int bytes, int deaths, int failures, int interruptions) {}

  private final Ledger ledger;
  private final TextExtractor extractor;
  private final ChunkCutter cutter;
  private final Embedder embedder;
  private final IdentifierFinder finder;
  private final Slices slices;
  private final KeepSubjects subjects;
  private final Limits limits;
  private volatile boolean stopping;

  ReadSlices(
      Ledger ledger,
      TextExtractor extractor,
      ChunkCutter cutter,
      Embedder embedder,
      IdentifierFinder finder,
      Slices slices,
      KeepSubjects subjects,
      Limits limits) {
    this.ledger = ledger;
    this.extractor = extractor;
    this.cutter = cutter;
    this.embedder = embedder;
    this.finder = finder;
    this.slices = slices;
    this.subjects = subjects;
    this.limits = limits;
  }

  /** The part at hand is given up before its next chunk is embedded. */
  void stop() {
    stopping = true;
  }

  /** True once every part is read or kept apart; false if the job is out of our hands. */
  boolean read(Job job) throws AuditTrailUnavailable {
    if (closed(slices.of(job))) {
      return true;
    }
    try (Reading reading = extractor.open(job.type(), ledger.content(job))) {
      if (slices.of(job).isEmpty() && !plan(job, reading)) {
        return false;
      }
      for (Optional<Slice> next = open(job); next.isPresent(); next = open(job)) {
        if (!one(job, next.get(), reading)) {
          return false;
        }
      }
      return true;
    }
  }

  private static boolean closed(List<Slice> parts) {
    return !parts.isEmpty() && parts.stream().noneMatch(Slice::isOpen);
  }

  private Optional<Slice> open(Job job) {
    return slices.of(job).stream().filter(Slice::isOpen).findFirst();
  }

  private boolean plan(Job job, Reading reading) {
    if (!job.type().isPaged()) {
      slices.plan(job, List.of(PageRange.ALL));
      return true;
    }
    return switch (reading.pages(PageRange.NONE)) {
      case Extraction.Extracted counted -> {
        List<PageRange> ranges = PageRange.slices(counted.pages(), limits.pages());
        slices.plan(job, ranges.isEmpty() ? List.of(PageRange.ALL) : ranges);
        yield true;
      }
      case Extraction.Refused refused -> {
        Reason reason = reasonOf(refused);
        if (isFinal(reason)) {
          ledger.quarantine(job, reason);
        } else {
          ledger.failed(job, reason);
        }
        yield false;
      }
      case Extraction.Died died -> {
        if (died.cause() == Cause.KILLED) {
          ledger.interrupted(job, reasonOf(died));
        } else {
          ledger.died(job, reasonOf(died));
        }
        yield false;
      }
    };
  }

  private boolean one(Job job, Slice slice, Reading reading) throws AuditTrailUnavailable {
    if (!ledger.hold(job) || !slices.begin(job, slice)) {
      return false;
    }
    PageRange pages = job.type().isPaged() ? slice.pages() : PageRange.ALL;
    return switch (reading.pages(pages)) {
      case Extraction.Extracted read -> fitting(job, slice, read);
      case Extraction.Refused refused -> {
        Reason reason = reasonOf(refused);
        boolean enough = slice.failures() + 1 >= limits.failures() || isFinal(reason);
        unread(job, slice, refused.page(), false, enough, reason);
        yield true;
      }
      case Extraction.Died died -> {
        boolean killed = died.cause() == Cause.KILLED;
        if (killed && slice.attempts() + 1 < limits.interruptions()) {
          yield true; // the attempt is counted; the part is open still
        }
        boolean enough = killed || slice.deaths() + 1 >= limits.deaths();
        unread(job, slice, died.page(), true, enough, reasonOf(died));
        yield true;
      }
    };
  }

  private void unread(Job job, Slice slice, int page, boolean died, boolean enough, Reason reason) {
    if (!enough) {
      slices.blame(job, slice, died, reason);
    } else if (slice.pages().length() > 1) {
      slices.divide(job, slice, slice.pages().split(page));
    } else {
      slices.setAside(job, slice, reason);
    }
  }

  /** What is too much for one commit is divided, and read again part by part. */
  private boolean fitting(Job job, Slice slice, Extraction.Extracted read)
      throws AuditTrailUnavailable {
    Structure structure = read.structure();
    boolean whole = slice.pages().equals(PageRange.ALL);
    if (structure.bytes() <= limits.bytes() && (whole || job.type().isPaged())) {
      return keep(job, slice, structure, read);
    }
    if (job.type().isPaged()) {
      if (slice.pages().length() <= 1) {
        return keep(job, slice, structure, read);
      }
      slices.divide(job, slice, slice.pages().split(0));
      return true;
    }
    List<Structure> parts = structure.divided(limits.bytes());
    if (!whole) {
      return keep(job, slice, one(job, parts, slice), read);
    }
    if (parts.size() == 1) {
      return keep(job, slice, structure, read);
    }
    slices.divide(job, slice, PageRange.slices(parts.size(), 1));
    return true;
  }

  private Structure one(Job job, List<Structure> parts, Slice slice) {
    if (parts.size() != slices.of(job).size()) {
      throw new IllegalStateException("a document is divided otherwise than it was");
    }
    return parts.get(slice.pages().first() - 1);
  }

  private boolean keep(Job job, Slice slice, Structure part, Extraction.Extracted read)
      throws AuditTrailUnavailable {
    Structure structure =
        job.title().isEmpty() ? part : new Structure(job.title(), part.text(), part.blocks());
    List<Chunk> chunks = cutter.cut(structure);
    List<float[]> vectors = new ArrayList<>(chunks.size());
    for (Chunk chunk : chunks) {
      if (stopping || vectors.size() % EMBEDDED_BETWEEN_HOLDS == 0 && !ledger.hold(job)) {
        return false;
      }
      vectors.add(embedder.passage(chunk.embedded()));
    }
    SliceResult result =
        new SliceResult(
            structure.title(),
            structure.text(),
            chunks,
            vectors,
            finder.find(structure.text()),
            Set.copyOf(read.notes()),
            Set.copyOf(subjects.found(job, read.subjects())));
    return slices.keep(job, slice, result);
  }

  /** What is of no use to try again. */
  private static boolean isFinal(Reason reason) {
    return reason.code().equals("encrypted")
        || reason.code().equals("archive-limit")
        || reason.code().equals("malformed");
  }

  private static Reason reasonOf(Extraction.Refused refused) {
    String classes = refused.classes();
    String code =
        classes.contains("Encrypted") || classes.contains("InvalidPassword")
            ? "encrypted"
            : classes.endsWith("BeyondLimits")
                ? "archive-limit"
                : classes.endsWith("Malformed")
                    ? "malformed"
                    : classes.endsWith("TooMuchText") ? "too-much-text" : "unreadable";
    return new Reason(code, classes, refused.frames());
  }

  private static Reason reasonOf(Extraction.Died died) {
    Cause cause = died.cause();
    return Reason.of("parser-" + cause.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
