package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.IdentifierGuard.Marked;
import dev.postern.bridge.disclosure.Material.MarkedSnippet;
import dev.postern.deid.Findings;
import dev.postern.deid.Span;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a snippet to a budget of code points, after a whole sentence and never inside an identifier.
 */
final class Trimming {

  private Trimming() {}

  /** The snippet, or its beginning, within the budget; null where no sentence fits. */
  static @Nullable MarkedSnippet to(int budget, MarkedSnippet snippet) {
    if (snippet.characters() <= budget) {
      return snippet;
    }
    Marked marked = snippet.text();
    int end = lastCut(budget, marked);
    if (end == 0) {
      return null;
    }
    String text = marked.text();
    String kept = text.substring(0, text.offsetByCodePoints(0, end));
    List<Span> spans =
        marked.findings().spans().stream().filter(span -> span.end() <= end).toList();
    Findings findings = new Findings(marked.findings().detector(), spans);
    return new MarkedSnippet(snippet.snippet(), new Marked(kept, findings));
  }

  private static int lastCut(int budget, Marked marked) {
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(marked.text());
    int best = 0;
    for (int at = sentences.next(); at != BreakIterator.DONE; at = sentences.next()) {
      int end = marked.text().codePointCount(0, at);
      if (end > budget) {
        break;
      }
      if (marked.findings().spans().stream().noneMatch(s -> s.start() < end && end < s.end())) {
        best = end;
      }
    }
    return best;
  }
}
