package dev.postern.audit.service.sequencer;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Recovery;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.sequencer.RememberedCheckpoints.Memory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proves, before this process accepts anything, that the stored log continues every checkpoint that
 * is remembered outside its database. A process that stands by asks now and then, so that it can
 * take over while a witness is away; once it has led, what it signed itself is its own memory.
 */
public final class StartProof {
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final String NOBODY =
      "neither a witness (audit.witness.NAME.url) nor a folder (audit.checkpoint.folder) is"
          + " configured; an operator may start with --accept-unwitnessed, which is recorded";

  private final String origin;
  private final RememberedCheckpoints remembered;
  private final Operator operator;
  private final EndedLogs ended;
  private final Supplier<UUID> ids;
  private final CheckpointSigner signer;
  private final Continuity continuity;
  private final Clock clock;
  private final Map<String, Memory> heard = new LinkedHashMap<>();
  private @Nullable Instant asked;
  private boolean proven;

  /**
   * What an operator says at this start.
   *
   * @param acceptUnwitnessed they take it upon themselves that nobody outside answers
   * @param predecessor the last checkpoint of the log that this one continues, if it is to begin so
   */
  public record Operator(boolean acceptUnwitnessed, Optional<SignedNote> predecessor) {
    /** Says nothing. */
    public static final Operator SILENT = new Operator(false, Optional.empty());
  }

  /** Over the places that remember the log called {@code origin}. */
  public StartProof(
      String origin,
      RememberedCheckpoints remembered,
      CheckpointStore store,
      EndedLogs ended,
      CheckpointSigner signer,
      Operator operator,
      Clock clock,
      Supplier<UUID> ids) {
    this.origin = origin;
    this.remembered = remembered;
    this.signer = signer;
    this.operator = operator;
    this.ended = ended;
    this.continuity = new Continuity(origin, store);
    this.clock = clock;
    this.ids = ids;
  }

  /** Asks the places again if it is time; apart from {@link #require}, because it may take long. */
  void ask() {
    var now = clock.instant();
    var last = asked;
    if (last != null && now.isBefore(last.plus(remembers() ? AGAIN : AGAIN.dividedBy(10)))) {
      return;
    }
    asked = now;
    for (var memory : remembered.recall()) {
      // What a place once remembered counts, even if it is away now or has forgotten it.
      if (memory instanceof Memory.Known || !(heard.get(memory.place()) instanceof Memory.Known)) {
        heard.put(memory.place(), memory);
      }
    }
  }

  /**
   * Requires that the stored log continues what is remembered.
   *
   * @return the entry that has to be written before any other: an operator's word stands in for the
   *     proof, or this log continues another one
   * @throws Inconsistent naming what differs
   * @throws Unwitnessed when nobody outside answers for it
   */
  Optional<Accepted> require(LogState stored) {
    for (var memory : heard.values()) {
      if (memory instanceof Memory.Known known) {
        require(known, stored);
      }
    }
    boolean witnessed = proven || answered(stored);
    if (!witnessed && !operator.acceptUnwitnessed()) {
      throw new Unwitnessed(heard.isEmpty() ? NOBODY : String.join("; ", excuses(stored)));
    }
    return beginning(stored, witnessed);
  }

  /** The entry that {@link #require} asked for is durable: from now on this process remembers. */
  void settled() {
    proven = true;
  }

  private Optional<Accepted> beginning(LogState stored, boolean witnessed) {
    var predecessor = stored.size() == 0 ? predecessor() : Optional.<SignedNote>empty();
    if (predecessor.isPresent()) {
      var last = predecessor.get();
      if (!signer.signed(last)) {
        throw new Inconsistent("the log's key did not sign the checkpoint it is to continue");
      }
      return Optional.of(recovery(Checkpoint.parse(last.text()).origin(), last));
    }
    if (!witnessed) {
      var present = signer.sign(new Checkpoint(origin, stored.size(), stored.root()));
      return Optional.of(recovery(origin, present));
    }
    return Optional.empty();
  }

  /** A log that ended here cannot but be named, whatever the operator says at this start. */
  private Optional<SignedNote> predecessor() {
    return ended.predecessor().map(EndedLogs.Ended::last).or(operator::predecessor);
  }

  private Accepted recovery(String of, SignedNote checkpoint) {
    return Accepted.of(
        Entry.of(EntryType.LOG_RECOVERY, ids.get(), clock.instant(), null)
            .with(Member.RECOVERY, new Recovery(of, checkpoint.format()))
            .build());
  }

  private void require(Memory.Known known, LogState stored) {
    var note = SignedNote.parse(known.kept().note());
    boolean same = Checkpoint.parse(note.text()).equals(known.kept().checkpoint());
    if (!same || !signer.signed(note)) {
      throw new Inconsistent(known.place() + " has a checkpoint that the log's key did not sign");
    }
    continuity.require(known.place(), known.kept().checkpoint(), stored);
  }

  /**
   * A place that never saw the log answers for an empty one only: where there are entries, it lost
   * its memory, or is another place than the one that had it.
   */
  private boolean answered(LogState stored) {
    return remembers()
        || stored.size() == 0 && heard.values().stream().anyMatch(Memory.Unknown.class::isInstance);
  }

  private boolean remembers() {
    return heard.values().stream().anyMatch(Memory.Known.class::isInstance);
  }

  private List<String> excuses(LogState stored) {
    return heard.values().stream()
        .flatMap(
            memory ->
                switch (memory) {
                  case Memory.Silent silent ->
                      Stream.of(silent.place() + " is silent (" + silent.why() + ")");
                  case Memory.Unknown never ->
                      Stream.of(
                          never.place()
                              + " never saw this log, which has "
                              + stored.size()
                              + " entries");
                  case Memory.Known ignored -> Stream.<String>empty();
                })
        .toList();
  }
}
