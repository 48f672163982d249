package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.SignedNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The logs that ended in this database, by an operator's word after a rollback that could not be
 * undone. They are only read. Fails with {@link StoreFailure}.
 */
public interface EndedLogs {
  /**
   * A log that ended.
   *
   * @param serial its number, from 1
   * @param last the last checkpoint known of it, which the next log's first entry names; it may be
   *     of more entries than are left here
   */
  record Ended(int serial, SignedNote last) {
    /** Its name. */
    public String origin() {
      return Checkpoint.parse(last.text()).origin();
    }
  }

  /** All of them, oldest first. */
  List<Ended> all();

  /** What is left of one: its checkpoints and tiles. */
  CheckpointStore checkpoints(Ended ended);

  /** What is left of one: its entries and what lies beside them. */
  LogReader entries(Ended ended);

  /** The entries of every log: the present one's first, then those of the ended, newest first. */
  default List<LogReader> after(LogReader present) {
    var readers = new ArrayList<LogReader>(List.of(present));
    all().reversed().forEach(ended -> readers.add(entries(ended)));
    return readers;
  }

  /** The one with this number. */
  default Optional<Ended> numbered(int serial) {
    return all().stream().filter(ended -> ended.serial() == serial).findFirst();
  }

  /** The one with this name. */
  default Optional<Ended> called(String origin) {
    return all().stream().filter(ended -> ended.origin().equals(origin)).findFirst();
  }

  /** The one that the present log continues. */
  default Optional<Ended> predecessor() {
    var all = all();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }
}
