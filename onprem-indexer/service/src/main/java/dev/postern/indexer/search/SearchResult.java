package dev.postern.indexer.search;

import java.util.List;

/** Best first; matches in the order of the question. */
public record SearchResult(List<Snippet> snippets, List<QuestionMatch> questionKnown) {

  public SearchResult {
    snippets = List.copyOf(snippets);
    questionKnown = List.copyOf(questionKnown);
  }
}
