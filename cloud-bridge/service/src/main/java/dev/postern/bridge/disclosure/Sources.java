package dev.postern.bridge.disclosure;

import dev.postern.deid.IdentifierType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the indexer answered: the snippets that the asker may see, best first, and what of the
 * question names somebody the hospital knows.
 *
 * @param readable the documents behind earlier turns that the asker may still read
 */
public record Sources(
    List<Snippet> snippets, List<KnownMatch> questionKnown, Set<String> readable) {

  public Sources {
    snippets = List.copyOf(snippets);
    questionKnown = List.copyOf(questionKnown);
    readable = Set.copyOf(readable);
  }

  /**
   * Whether there is nothing to answer from: no snippet, or a known patient is named whom none of
   * the visible snippets concerns. A name that two patients share counts as either of them.
   */
  public boolean nothing() {
    return snippets.isEmpty() || namesSomebodyUnseen();
  }

  private boolean namesSomebodyUnseen() {
    Set<String> seen =
        snippets.stream()
            .flatMap(snippet -> snippet.handles().stream())
            .collect(Collectors.toSet());
    Map<List<Integer>, Set<String>> named =
        questionKnown.stream()
            .collect(
                Collectors.groupingBy(
                    match -> List.of(match.start(), match.end()),
                    Collectors.mapping(KnownMatch::patient, Collectors.toSet())));
    return named.values().stream().anyMatch(handles -> handles.stream().noneMatch(seen::contains));
  }

  /**
   * A part of the question that is an identifier stored for a patient; offsets in Unicode code
   * points, half-open.
   */
  public record KnownMatch(int start, int end, IdentifierType type, String patient) {

    public KnownMatch {
      if (start < 0 || end <= start) {
        throw new IllegalArgumentException("a match covers something");
      }
    }
  }
}
