package dev.postern.bridge.disclosure;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The indexer, asked with the asker's own token: it checks the rights itself. */
public interface SnippetSearch {

  /**
   * Snippets near the question among those that the asker may see and admission allows.
   *
   * @param emergency widens the rights for its patient only; null without one
   * @param earlier documents behind earlier turns: the answer says which may still be read
   * @throws Refusal SEARCH_UNAVAILABLE when the indexer can't answer or answers nonsense
   */
  Sources search(
      Asker asker,
      Question question,
      Admission.Admitted admitted,
      @Nullable EmergencyAccess emergency,
      Set<String> earlier)
      throws Refusal;
}
