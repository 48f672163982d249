package dev.postern.audit.client;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TlogProof;
import java.util.List;
import java.util.Optional;

/**
 * Which log an operator has made the successor of the one that is remembered: its key is pinned,
 * its first entry is a {@code LOG_RECOVERY}, and that entry holds the last checkpoint of the
 * remembered log, signed by its pinned key.
 */
final class Succession {
  private final List<NoteKey> pinned;

  Succession(List<NoteKey> pinned) {
    this.pinned = List.copyOf(pinned);
  }

  /**
   * The first entry of the log that continues the remembered one, over any number of recoveries.
   *
   * @param beginnings of the logs that the service holds, oldest first
   */
  Optional<Acknowledged> after(Acknowledged known, List<Beginning> beginnings) {
    var current = known;
    for (var beginning : beginnings) {
      current = continued(current, beginning).orElse(current);
    }
    return current.equals(known) ? Optional.empty() : Optional.of(current);
  }

  private Optional<Acknowledged> continued(Acknowledged known, Beginning beginning) {
    try {
      var entry = Entry.parse(beginning.leaf());
      var recovery = entry.get(Member.RECOVERY);
      var origin = origin(beginning.proof());
      boolean follows =
          entry.type() == EntryType.LOG_RECOVERY
              && recovery != null
              && recovery.origin().equals(known.origin())
              && !origin.equals(known.origin())
              && signed(recovery.checkpoint(), known.origin())
              && beginning.proof().index() == 0
              && beginning.proof().proves(beginning.leaf(), keys(origin));
      return follows
          ? Optional.of(new Acknowledged(origin, 0, entry.leafHash()))
          : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private boolean signed(String checkpoint, String origin) {
    var note = SignedNote.parse(checkpoint);
    return Checkpoint.parse(note.text()).origin().equals(origin)
        && note.verify(keys(origin)) instanceof SignedNote.Verdict.Signed;
  }

  private List<NoteKey> keys(String origin) {
    return pinned.stream().filter(key -> key.name().equals(origin)).toList();
  }

  private static String origin(TlogProof proof) {
    return Checkpoint.parse(SignedNote.parse(proof.checkpoint()).text()).origin();
  }
}
