package dev.postern.bridge.http;

/**
 * How much a caller may ask for at once.
 *
 * @param questionCharacters code points of a question or a search
 * @param snippets at most so many snippets
 * @param defaultSnippets where the caller names no number
 */
public record Limits(int questionCharacters, int snippets, int defaultSnippets) {

  public Limits {
    if (questionCharacters < 1
        || snippets < 1
        || defaultSnippets < 1
        || defaultSnippets > snippets) {
      throw new IllegalArgumentException(
          "bridge.limits: must be positive, the default within the most");
    }
  }
}
