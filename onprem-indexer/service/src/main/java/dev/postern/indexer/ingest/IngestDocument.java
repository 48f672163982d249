package dev.postern.indexer.ingest;

import dev.postern.indexer.ingest.AuditTrail.AuditTrailUnavailable;
import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.Ledger.Reason;
import dev.postern.indexer.ingest.TextExtractor.Cause;
import dev.postern.indexer.ingest.TextExtractor.Extraction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One version of one document, from its bytes to searchable chunks: read in a child process, cut,
 * embed, find identifiers, store, record, publish. It may be killed between any two of these and
 * run again: the result is the same.
 */
public final class IngestDocument {

  private static final int EMBEDDED_BETWEEN_HOLDS = 200;
  private static final int FRAMES = 12;

  private final Ledger ledger;
  private final TextExtractor extractor;
  private final ChunkCutter cutter;
  private final Embedder embedder;
  private final IdentifierFinder finder;
  private final ChunkIndex index;
  private final AuditTrail audit;
  private final TextFloor floor;
  private final Duration auditPause;
  private volatile boolean stopping;

  /**
   * @param auditPause until a document waits again for a log that did not answer
   */
  public IngestDocument(
      Ledger ledger,
      TextExtractor extractor,
      ChunkCutter cutter,
      Embedder embedder,
      IdentifierFinder finder,
      ChunkIndex index,
      AuditTrail audit,
      TextFloor floor,
      Duration auditPause) {
    this.ledger = ledger;
    this.extractor = extractor;
    this.cutter = cutter;
    this.embedder = embedder;
    this.finder = finder;
    this.index = index;
    this.audit = audit;
    this.floor = floor;
    this.auditPause = auditPause;
  }

  /** Does one job, if there is one; tells whether there was. */
  public boolean next() {
    return ledger.claim().map(this::run).isPresent();
  }

  /** A document at hand goes back to the ledger before its next chunk is embedded. */
  public void stop() {
    stopping = true;
  }

  private Job run(Job job) {
    try {
      Optional<String> draft = job.draft().isPresent() ? job.draft() : read(job);
      draft.ifPresent(said -> publish(job, said));
    } catch (RuntimeException e) {
      ledger.failed(job, reasonOf(e));
    }
    return job;
  }

  /** The draft of the audit entry, if the document was read and its chunks are stored. */
  private Optional<String> read(Job job) {
    return switch (extractor.extract(job.type(), ledger.content(job))) {
      case Extraction.Extracted read when floor.isBelow(read) -> {
        ledger.quarantine(job, Reason.of("no-text"));
        yield Optional.empty();
      }
      case Extraction.Extracted read -> store(job, read.structure());
      case Extraction.Refused refused -> {
        ledger.failed(job, new Reason("unreadable", refused.classes(), refused.frames()));
        yield Optional.empty();
      }
      case Extraction.Died died -> {
        ledger.died(job, Reason.of("parser-" + word(died.cause())));
        yield Optional.empty();
      }
    };
  }

  private Optional<String> store(Job job, Structure read) {
    Structure structure =
        job.title().isEmpty() ? read : new Structure(job.title(), read.text(), read.blocks());
    List<Chunk> chunks = cutter.cut(structure);
    List<float[]> vectors = new ArrayList<>(chunks.size());
    for (Chunk chunk : chunks) {
      if (stopping) {
        ledger.giveBack(job, Duration.ZERO);
        return Optional.empty();
      }
      if (vectors.size() % EMBEDDED_BETWEEN_HOLDS == 0 && !ledger.hold(job)) {
        return Optional.empty();
      }
      vectors.add(embedder.passage(chunk.embedded()));
    }
    Findings findings = finder.find(structure.text());
    String draft = audit.draft(job, chunks.size(), findings);
    return index.store(job, structure, chunks, vectors, findings, draft)
        ? Optional.of(draft)
        : Optional.empty();
  }

  private void publish(Job job, String draft) {
    try {
      audit.say(draft);
      ledger.publish(job);
    } catch (AuditTrailUnavailable e) {
      ledger.giveBack(job, auditPause);
    }
  }

  private static String word(Cause cause) {
    return cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
    boolean isBelow(Extraction.Extracted read) {
      long inked =
          read.structure().text().codePoints().filter(c -> !Character.isWhitespace(c)).count();
      return inked < Math.max(characters, (long) charactersPerPage * read.pages());
    }
  }
}
