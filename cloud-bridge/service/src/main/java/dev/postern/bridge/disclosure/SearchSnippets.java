package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.DisclosureLog.Access;
import dev.postern.bridge.disclosure.IdentifierGuard.Guarded;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Passage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A search without a question: admission only; nothing leaves; the look is recorded before it is
 * shown.
 */
public final class SearchSnippets {
  private final DisclosurePolicy policy;
  private final SnippetSearch search;
  private final IdentifierGuard guard;
  private final Budgets budgets;
  private final DisclosureLog log;
  private final Clock clock;

  public SearchSnippets(
      DisclosurePolicy policy,
      SnippetSearch search,
      IdentifierGuard guard,
      Budgets budgets,
      DisclosureLog log,
      Clock clock) {
    this.policy = policy;
    this.search = search;
    this.guard = guard;
    this.budgets = budgets;
    this.log = log;
    this.clock = clock;
  }

  /** A snippet as the asker may see it. */
  public record Shown(
      String ref, String title, @Nullable String section, String text, double score) {

    @Override
    public String toString() {
      return "Shown[" + ref + "]";
    }
  }

  /**
   * The snippets that this asker would be answered from.
   *
   * @param sought its text is what is looked for
   * @throws Refusal WITHHELD, POLICY_UNDECIDED, SEARCH_UNAVAILABLE, or what kept the look from
   *     being recorded
   */
  public List<Shown> search(Asker asker, Question sought) throws Refusal {
    Admission.Admitted admitted =
        Gathering.admitted(policy.admit(asker, sought, budgets.recent(asker), clock.instant()));
    Sources sources = search.search(asker, sought, admitted, null, Set.of());
    List<Snippet> visible = sources.nothing() ? List.of() : sources.snippets();
    List<Shown> shown = admitted.restore() ? asStored(visible) : deidentified(visible);
    Set<String> patients =
        visible.stream().flatMap(s -> s.handles().stream()).collect(Collectors.toSet());
    List<String> refs = visible.stream().map(Snippet::ref).toList();
    log.access(asker, new Access("search", null, sought.purpose(), refs, patients, sought.text()));
    return shown;
  }

  private static List<Shown> asStored(List<Snippet> snippets) {
    return snippets.stream()
        .map(s -> new Shown(s.ref(), s.title(), s.section(), s.text(), s.score()))
        .toList();
  }

  private List<Shown> deidentified(List<Snippet> snippets) throws Refusal {
    List<KnownIdentifier> known =
        snippets.stream().flatMap(snippet -> snippet.known().stream()).distinct().toList();
    Guarded guarded = guard.open(known);
    List<Shown> shown = new ArrayList<>();
    for (Snippet snippet : guarded.readable(snippets)) {
      String section = snippet.section();
      shown.add(
          new Shown(
              snippet.ref(),
              guarded.deidentified(Passage.of(snippet.title())),
              section == null ? null : guarded.deidentified(Passage.of(section)),
              guarded.deidentified(snippet.passage()),
              snippet.score()));
    }
    return shown;
  }
}
