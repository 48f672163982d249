package dev.postern.bridge.disclosure;

/** The indexer, asked with the asker's own token: it checks the rights itself. */
public interface SnippetSearch {

  /**
   * Snippets near the question among those that the asker may see and admission allows.
   *
   * @throws Refusal SEARCH_UNAVAILABLE when the indexer can't answer or answers nonsense
   */
  Sources search(Asker asker, Question question, Admission.Admitted admitted) throws Refusal;
}
