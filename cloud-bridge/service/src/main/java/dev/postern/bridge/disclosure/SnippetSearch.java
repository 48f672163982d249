package dev.postern.bridge.disclosure;

import org.jspecify.annotations.Nullable;

/** The indexer, asked with the asker's own token: it checks the rights itself. */
public interface SnippetSearch {

  /**
   * Snippets near the question among those that the asker may see and admission allows.
   *
   * @param emergency widens the rights for its patient only; null without one
   * @throws Refusal SEARCH_UNAVAILABLE when the indexer can't answer or answers nonsense
   */
  Sources search(
      Asker asker,
      Question question,
      Admission.Admitted admitted,
      @Nullable EmergencyAccess emergency)
      throws Refusal;
}
