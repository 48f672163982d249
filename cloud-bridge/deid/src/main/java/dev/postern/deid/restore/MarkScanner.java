package dev.postern.deid.restore;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows citation marks, {@code [S1]}, through an answer as it streams. Marks of snippets that
 * were sent pass, written as {@code [S1]} however the model wrote them; unknown ones are removed
 * and counted. A group, {@code [S1, S2]}, becomes single marks. Comes before {@link
 * StreamRestorer}. Not thread-safe: one per answer.
 */
public final class MarkScanner {

  private static final int LONGEST = 64;
  private static final Pattern BEGINS_ONE =
      Pattern.compile("\\[|\\[[sS](?:\\d{1,3}(?:[,;] ?[sS]\\d{1,3}){0,12}(?:[,;] ?[sS]?)?)?");
  private static final Pattern MARK = Pattern.compile("[sS](\\d{1,3})");

  private final int snippets;
  private final StringBuilder held = new StringBuilder();
  private final Set<Integer> order = new LinkedHashSet<>();
  private int unknown;

  /**
   * @param snippets how many were sent: marks 1 to this are known
   */
  public MarkScanner(int snippets) {
    this.snippets = snippets;
  }

  /** Takes the next piece of the answer and gives what can be passed on now. */
  public String push(String delta) {
    StringBuilder out = new StringBuilder(delta.length());
    for (int i = 0; i < delta.length(); i++) {
      next(delta.charAt(i), out);
    }
    return out.toString();
  }

  /** Ends the answer: what was held back turned out not to be a mark. */
  public String finish() {
    String rest = held.toString();
    held.setLength(0);
    return rest;
  }

  /** Numbers of the marks seen so far, in order of their first occurrence. */
  public List<Integer> order() {
    return new ArrayList<>(order);
  }

  /** How many marks were removed because no snippet has their number. */
  public int unknown() {
    return unknown;
  }

  private void next(char c, StringBuilder out) {
    if (held.isEmpty() && c != '[') {
      out.append(c);
      return;
    }
    held.append(c);
    if (c == ']'
        && held.length() > 3
        && BEGINS_ONE.matcher(held.substring(0, held.length() - 1)).matches()) {
      marks(out);
    } else if (held.length() > LONGEST || !BEGINS_ONE.matcher(held).matches()) {
      held.setLength(held.length() - 1);
      out.append(held);
      held.setLength(0);
      next(c, out);
    }
  }

  private void marks(StringBuilder out) {
    Matcher matcher = MARK.matcher(held.toString().toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      int number = Integer.parseInt(matcher.group(1));
      if (number >= 1 && number <= snippets) {
        order.add(number);
        out.append("[S").append(number).append(']');
      } else {
        unknown++;
      }
    }
    held.setLength(0);
  }
}
