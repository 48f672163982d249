package dev.postern.indexer.ingest;

import dev.postern.indexer.ingest.Ledger.Reason;
import java.util.List;

/**
 * Port: the parts of documents that are being read. Each method is one commit, and changes nothing
 * once the job is no longer this worker's.
 */
public interface Slices {

  /** The parts of the document as planned so far, in order; none before {@link #plan}. */
  List<Slice> of(Job job);

  /** Divides the document; a plan that is there already stands. */
  void plan(Job job, List<PageRange> ranges);

  /** Counts an attempt at a part, before anyone reads it; false if the job is another's now. */
  boolean begin(Job job, Slice slice);

  /** What was read of a part is kept, and the part is read; false if the job is another's now. */
  boolean keep(Job job, Slice slice, SliceResult result);

  /** The parser died over a part, or could not read it; it stays open. */
  void blame(Job job, Slice slice, boolean died, Reason reason);

  /** Puts smaller parts in the place of one. */
  void divide(Job job, Slice slice, List<PageRange> parts);

  /** Keeps a part apart; the rest of the document goes on. */
  void setAside(Job job, Slice slice, Reason reason);

  /** What was read, in order. */
  List<SliceResult> results(Job job);
}
