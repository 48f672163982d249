package dev.postern.indexer.search;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Best first; matches in the order of the question.
 *
 * @param readable the documents behind earlier turns that the reader may still see
 */
public record SearchResult(
    List<Snippet> snippets, List<QuestionMatch> questionKnown, Set<UUID> readable) {

  public SearchResult {
    snippets = List.copyOf(snippets);
    questionKnown = List.copyOf(questionKnown);
    readable = Set.copyOf(readable);
  }
}
