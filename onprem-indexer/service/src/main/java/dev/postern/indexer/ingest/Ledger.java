package dev.postern.indexer.ingest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Port: the only truth about progress. Each method is one commit. */
public interface Ledger {

  /** Takes a job nobody holds and counts the attempt; empty where there is none. */
  Optional<Job> claim();

  /** The bytes that were uploaded. */
  byte[] content(Job job);

  /** Holds the job for another lease; false if it is no longer this worker's. */
  boolean hold(Job job);

  /**
   * The chunks become what a search sees, with the rights that came with them, and the job is done.
   *
   * @param findings what is missing of the document; none where nothing is
   */
  void publish(Job job, List<String> findings);

  /** Gives the job back untouched, to be taken again after the pause. */
  void giveBack(Job job, Duration pause);

  /** An attempt ended by no fault of the document's; only many of them quarantine it. */
  void interrupted(Job job, Reason reason);

  /** The parser died over it; the second death quarantines it. */
  void died(Job job, Reason reason);

  /** It could not be read; the third time quarantines it. */
  void failed(Job job, Reason reason);

  /** It is of no use to try again. */
  void quarantine(Job job, Reason reason);

  /**
   * Why, without content.
   *
   * @param code such as {@code no-text} or {@code parser-out-of-memory}
   * @param classes exception classes, or empty
   */
  record Reason(String code, String classes, List<String> frames) {
    public Reason {
      frames = List.copyOf(frames);
    }

    static Reason of(String code) {
      return new Reason(code, "", List.of());
    }
  }
}
