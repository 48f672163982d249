package dev.postern.deid.restore;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Puts identifiers back into a model's answer while it streams, and makes the model's own links
 * inert.
 *
 * <p>Held back is only the longest end of the text that could still become a live token. Accepted
 * are {@code [PERSON_1]}, {@code [PERSON\_1]} and other case. A token inside a URL, link or image
 * target, HTML attribute or autolink stays a token; links become inert by what {@link InertLinks}
 * puts in. Not thread-safe: one per answer.
 */
public final class StreamRestorer {

  private final Map<String, String> values = new HashMap<>();
  private final Set<String> prefixes = new HashSet<>();
  private final Map<String, Integer> restored = new HashMap<>();
  private final StringBuilder held = new StringBuilder();
  private final InertLinks links = new InertLinks();

  /**
   * @param tokens what each live token, as {@code [PERSON_1]}, is to become: those in this
   *     request's bytes, or none for an asker who may not see identifiers
   */
  public StreamRestorer(Map<String, String> tokens) {
    tokens.forEach(
        (token, value) -> {
          values.put(token, value);
          for (int end = 1; end < token.length(); end++) {
            prefixes.add(token.substring(0, end));
          }
        });
  }

  /** Takes the next piece of the answer and gives what can be shown now. */
  public String push(String delta) {
    StringBuilder out = new StringBuilder(delta.length() + 64);
    for (int i = 0; i < delta.length(); i++) {
      held.append(delta.charAt(i));
      settle(out);
    }
    return out.toString();
  }

  /** Ends the answer: what was held back turned out not to be a token. */
  public String finish() {
    StringBuilder out = new StringBuilder(held.length());
    held.chars().forEach(c -> links.text((char) c, out));
    held.setLength(0);
    return out.toString();
  }

  /** How often each token, as {@code [PERSON_1]}, was restored so far. */
  public Map<String, Integer> restored() {
    return Map.copyOf(restored);
  }

  private void settle(StringBuilder out) {
    while (!held.isEmpty()) {
      String candidate = canonical();
      if (candidate.endsWith("\\") && candidate.indexOf('\\') == candidate.length() - 1) {
        candidate = candidate.substring(0, candidate.length() - 1) + "_";
      }
      if (prefixes.contains(candidate)) {
        return;
      }
      String value = values.get(candidate);
      if (value != null) {
        emit(candidate, value, out);
        return;
      }
      links.text(held.charAt(0), out);
      held.deleteCharAt(0);
    }
  }

  /** What is held, upper-case and without Markdown's escape before an underscore. */
  private String canonical() {
    return held.toString().replace("\\_", "_").toUpperCase(Locale.ROOT);
  }

  private void emit(String token, String value, StringBuilder out) {
    if (links.insideLink()) {
      held.chars().forEach(c -> links.text((char) c, out));
    } else {
      links.restored(value, out);
      restored.merge(token, 1, Integer::sum);
    }
    held.setLength(0);
  }
}
