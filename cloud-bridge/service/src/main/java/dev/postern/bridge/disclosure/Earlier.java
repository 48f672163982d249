package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.DisclosurePolicy.History;
import dev.postern.bridge.disclosure.IdentifierGuard.Marked;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was said before the question and leaves again with it.
 *
 * @param kept turns that the bridge kept, as they left; oldest first
 * @param brought messages that the client sent along, their identifiers still in them
 */
record Earlier(List<Turn> kept, List<Brought> brought) {

  Earlier {
    kept = List.copyOf(kept);
    brought = List.copyOf(brought);
  }

  /** A message of the client's own. */
  record Brought(Prompt.Role role, Marked text) {

    int characters() {
      return text.text().codePointCount(0, text.text().length());
    }

    @Override
    public String toString() {
      return "Brought[" + role + "]";
    }
  }

  /** Identifiers in what the client brought; those of kept turns are out already. */
  Tally identifiers() {
    return brought.stream().map(each -> each.text().identifiers()).reduce(Tally.NONE, Tally::plus);
  }

  /** For policy: labels and counts. Nobody knows the labels of what a client brings. */
  History history() {
    return new History(
        kept.size() + Math.max(brought(Prompt.Role.USER), brought(Prompt.Role.ASSISTANT)),
        kept.stream().mapToInt(Turn::characters).sum()
            + brought.stream().mapToInt(Brought::characters).sum(),
        over(Turn::classifications),
        over(Turn::labels),
        over(Turn::patients),
        kept.stream().map(Turn::identifiers).reduce(identifiers(), Tally::plus),
        brought.isEmpty());
  }

  private int brought(Prompt.Role role) {
    return (int) brought.stream().filter(each -> each.role() == role).count();
  }

  private <T> Set<T> over(Function<Turn, Collection<T>> part) {
    return kept.stream().flatMap(turn -> part.apply(turn).stream()).collect(Collectors.toSet());
  }
}
