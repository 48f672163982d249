package dev.postern.indexer.ingest;

import dev.postern.indexer.ingest.Ledger.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a document that is read at once: some pages, or all of a document without pages.
 *
 * @param attempts to read it, committed before each
 * @param deaths of the parser over it, committed
 * @param failures to read it, committed
 * @param notes what was left unread inside of it
 * @param reason what went wrong last
 */
public record Slice(
    PageRange pages,
    State state,
    int attempts,
    int deaths,
    int failures,
    List<String> notes,
    @Nullable Reason reason) {

  public Slice {
    notes = List.copyOf(notes);
  }

  /** Where it stands. */
  public enum State {
    OPEN,
    READ,
    QUARANTINED
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Such as {@code pages 17-17: parser-out-of-memory}, for a part that is kept apart. */
  String finding(boolean paged) {
    String code = reason == null ? "unreadable" : reason.code();
    return (paged ? "pages " : "parts ") + pages.first() + "-" + pages.last() + ": " + code;
  }
}
