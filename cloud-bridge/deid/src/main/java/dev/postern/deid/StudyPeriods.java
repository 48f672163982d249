package dev.postern.deid;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Dates of studies are nobody's: "all patients treated between January 2009 and March 2011". A
 * sentence of many people in which nobody is named says so.
 */
final class StudyPeriods {

  private static final Set<String> COHORT = Lexicon.section("cohort");
  private static final Set<String> BOUNDS =
      Set.of("between", "from", "to", "and", "until", "through", "since", "before", "after", "in");
  private static final int FARTHEST = 60;

  private StudyPeriods() {}

  static List<Span> without(List<Span> spans, Tokens tokens) {
    List<Span> kept = new ArrayList<>();
    for (Span span : spans) {
      if (span.type() != IdentifierType.DATE || !ofStudy(span, spans, tokens)) {
        kept.add(span);
      }
    }
    return kept;
  }

  private static boolean ofStudy(Span span, List<Span> spans, Tokens tokens) {
    int first = tokens.at(tokens.normal.charAt(span.start()));
    if (first >= tokens.count()) {
      return false;
    }
    boolean bound = first > 0 && BOUNDS.contains(tokens.folded(first - 1));
    boolean month = CalendarDate.MONTHS.containsKey(tokens.folded(first));
    int from = first;
    while (from > 0 && from > first - FARTHEST && !ends(tokens, from - 1)) {
      from--;
    }
    int to = first;
    while (to + 1 < tokens.count() && to < first + FARTHEST && !ends(tokens, to)) {
      to++;
    }
    boolean cohort = false;
    for (int i = from; i <= to; i++) {
      cohort |= COHORT.contains(tokens.folded(i));
    }
    return cohort && (bound || month) && !named(spans, tokens, from, to);
  }

  /** An initial's dot ends no sentence. */
  private static boolean ends(Tokens tokens, int token) {
    String gap = tokens.gap(token);
    boolean initial = tokens.length(token) == 1 && tokens.capital(token);
    return gap.startsWith(". ") && !initial
        || gap.startsWith("? ")
        || gap.startsWith("! ")
        || gap.indexOf('\n') >= 0
        || gap.indexOf(';') >= 0;
  }

  private static boolean named(List<Span> spans, Tokens tokens, int from, int to) {
    int start = tokens.normal.start(tokens.start(from));
    int end = tokens.normal.end(tokens.end(to));
    return spans.stream()
        .anyMatch(
            span ->
                span.type() != IdentifierType.DATE
                    && span.type() != IdentifierType.ORGANISATION
                    && span.type() != IdentifierType.ADDRESS
                    && span.start() < end
                    && start < span.end());
  }
}
