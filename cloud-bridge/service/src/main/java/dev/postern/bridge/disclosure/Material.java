package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.IdentifierGuard.Guarded;
import dev.postern.bridge.disclosure.IdentifierGuard.Marked;
import java.util.List;

/**
 * All that could leave, with the identifiers found in it; nothing is replaced yet.
 *
 * @param question the question's text
 * @param earlier what was said before and may leave again
 * @param snippets best first
 */
record Material(Guarded guard, Marked question, Earlier earlier, List<MarkedSnippet> snippets) {

  Material {
    snippets = List.copyOf(snippets);
  }

  Tally identifiers() {
    return snippets.stream()
        .map(marked -> marked.text().identifiers())
        .reduce(question.identifiers().plus(earlier.identifiers()), Tally::plus);
  }

  /** A snippet and the identifiers in its text. */
  record MarkedSnippet(Snippet snippet, Marked text) {

    int characters() {
      return text.text().codePointCount(0, text.text().length());
    }
  }
}
