package dev.postern.bridge.disclosure;

/**
 * A snippet as it leaves.
 *
 * @param mark its number in the prompt, one-based: the model cites it as [S1]
 * @param text what leaves of it: trimmed, identifiers taken out; never title, source or ref
 */
public record Excerpt(int mark, Snippet snippet, String text) {

  public Excerpt {
    if (mark < 1) {
      throw new IllegalArgumentException("marks count from one");
    }
  }

  /** Length of what leaves in Unicode code points. */
  public int characters() {
    return text.codePointCount(0, text.length());
  }

  @Override
  public String toString() {
    return "Excerpt[S" + mark + "]";
  }
}
