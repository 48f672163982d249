package dev.postern.audit.service.sequencer;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.log.TlogProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How each log began that continues another one: what clients verify before they follow it. */
public final class Beginnings {
  private final EndedLogs ended;
  private final LogReader present;
  private final Evidence evidence;

  /** A first entry and the proof that it is in its log. */
  public record Beginning(Entry entry, TlogProof proof) {}

  /** Of the present log and those before it. */
  public Beginnings(EndedLogs ended, LogReader present, Evidence evidence) {
    this.ended = ended;
    this.present = present;
    this.evidence = evidence;
  }

  /** All of them, oldest first; a log without a checkpoint yet is left out. */
  public List<Beginning> all() {
    var all = new ArrayList<Beginning>();
    for (var log : ended.all()) {
      recovery(ended.entries(log))
          .flatMap(
              entry ->
                  Evidence.in(ended.checkpoints(log), 0).map(proof -> new Beginning(entry, proof)))
          .ifPresent(all::add);
    }
    recovery(present)
        .flatMap(entry -> evidence.of(0).map(proof -> new Beginning(entry, proof)))
        .ifPresent(all::add);
    return all;
  }

  private static Optional<Entry> recovery(LogReader log) {
    return log.entry(0)
        .map(LogReader.Stored::entry)
        .filter(entry -> entry.type() == EntryType.LOG_RECOVERY);
  }
}
