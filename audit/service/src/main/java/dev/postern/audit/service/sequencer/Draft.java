package dev.postern.audit.service.sequencer;

import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.service.sequencer.AppendResult.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Orders the entries of one batch: gives each its index, finds those the log has already, and
 * refuses whole appends that contradict what is recorded.
 */
final class Draft {
  private final long from;
  private final Map<UUID, Known> known;
  private final Map<Long, Intent> intents;
  private final Set<Long> answeredHere = new HashSet<>();
  private final List<Accepted> fresh = new ArrayList<>();
  private final List<Placed> placed = new ArrayList<>();

  /** An append and where its entries are, once the batch is durable. */
  record Placed(Append append, List<Known> places) {}

  /**
   * A draft that starts at an index.
   *
   * @param known entries of the batch that are in the log
   * @param intents intents that entries of the batch refer to
   */
  Draft(long from, Map<UUID, Known> known, Map<Long, Intent> intents) {
    this.from = from;
    this.known = new HashMap<>(known);
    this.intents = intents;
  }

  /** Adds an append, or says why none of it is written. */
  Optional<Reason> add(Append append) {
    var places = new ArrayList<Known>();
    var added = new ArrayList<Accepted>();
    var answers = new HashSet<Long>();
    var here = new HashMap<UUID, Known>();
    for (var accepted : append.entries()) {
      var id = accepted.entry().id();
      var earlier = here.getOrDefault(id, known.get(id));
      if (earlier == null) {
        var reason = contradiction(accepted, answers);
        if (reason != null) {
          return Optional.of(reason);
        }
        earlier = new Known(from + fresh.size() + added.size(), accepted.leafHash());
        here.put(id, earlier);
        added.add(accepted);
      } else if (!earlier.leafHash().equals(accepted.leafHash())) {
        return Optional.of(Reason.OTHER_BYTES);
      }
      places.add(earlier);
    }
    known.putAll(here);
    answeredHere.addAll(answers);
    fresh.addAll(added);
    placed.add(new Placed(append, places));
    return Optional.empty();
  }

  /** A closing entry must fit its intent; an intent has one outcome. */
  private @Nullable Reason contradiction(Accepted accepted, Set<Long> answers) {
    var entry = accepted.entry();
    var ref = entry.get(Member.REF);
    if (!entry.type().isClosing() || ref == null) {
      return null;
    }
    var intent = intents.get(ref);
    if (intent == null
        || !intent.questionId().equals(entry.get(Member.QUESTION_ID))
        || !intent.tenant().equals(entry.tenant())
        || !closes(entry.type(), intent.type())) {
      return Reason.NO_SUCH_INTENT;
    }
    if (intent.answered() || answeredHere.contains(ref) || !answers.add(ref)) {
      return Reason.ALREADY_CLOSED;
    }
    return null;
  }

  private static boolean closes(EntryType closing, EntryType intent) {
    return closing == EntryType.RECONCILIATION
        || (closing == EntryType.EGRESS_OUTCOME) == (intent == EntryType.EGRESS_INTENT);
  }

  /** The entries that are not in the log yet, in order. */
  List<Accepted> fresh() {
    return fresh;
  }

  /** Tells every caller where its entries are. */
  void complete(long treeSize) {
    for (var one : placed) {
      var places =
          one.places().stream()
              .map(place -> new Place(place.index(), place.leafHash(), treeSize))
              .toList();
      one.append().result().complete(new AppendResult.Durable(places));
    }
  }
}
