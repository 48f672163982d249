package dev.postern.deid.outbound;

import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The forms of identifiers, squeezed and sorted, and where they stand in a squeezed text. */
final class Forms {

  /** How a form has to stand in the text to count. */
  enum Shape {
    /** Words with up to three chars between them. */
    WORDS,
    /** One word, with a capital where it is an ordinary word too. */
    WORD,
    /** A word and initials: apart from each other, and capital. */
    INITIALS,
    /** Parts of a number, with nothing between them but what numbers are written with. */
    NUMBER,
    /** Parts of a date: apart from each other. */
    DATE
  }

  /** One form; {@code cuts} are the places where its parts meet. */
  record Form(IdentifierType type, Shape shape, List<Integer> cuts) {}

  /** A form found: from the first to after the last squeezed char. */
  record Hit(IdentifierType type, int start, int end) {}

  private final String[] sorted;
  private final List<List<Form>> forms = new ArrayList<>();
  private final Set<String> ordinary;
  private final Set<String> function;

  Forms(Collection<KnownIdentifier> identifiers, Set<String> ordinary, Set<String> function) {
    Map<String, List<Form>> all = new HashMap<>();
    FormWriter writer =
        new FormWriter(
            (squeezed, form) -> {
              List<Form> same = all.computeIfAbsent(squeezed, key -> new ArrayList<>(1));
              if (!same.contains(form)) {
                same.add(form);
              }
            });
    identifiers.forEach(writer::write);
    sorted = all.keySet().toArray(new String[0]);
    Arrays.sort(sorted);
    for (String form : sorted) {
      forms.add(all.getOrDefault(form, List.of()));
    }
    this.ordinary = ordinary;
    this.function = function;
  }

  /** Every form in the text; of those with one beginning the longest. */
  List<Hit> find(Squeezed text) {
    List<Hit> hits = new ArrayList<>();
    for (int i = 0; i < text.length && sorted.length > 0; i++) {
      if (text.begins(i)) {
        Hit hit = from(text, i);
        if (hit != null) {
          hits.add(hit);
        }
      }
    }
    return hits;
  }

  /** Narrows the sorted forms char by char. */
  private @Nullable Hit from(Squeezed text, int start) {
    int low = 0;
    int high = sorted.length;
    Hit found = null;
    for (int depth = 0; start + depth < text.length && low < high; depth++) {
      char c = text.chars[start + depth];
      if (depth > 0 && text.before[start + depth] == Squeezed.FAR) {
        return found;
      }
      low = bound(low, high, depth, c);
      high = bound(low, high, depth, (char) (c + 1));
      int end = start + depth + 1;
      if (low < high && sorted[low].length() == depth + 1 && text.begins(end)) {
        for (Form form : forms.get(low)) {
          if (stands(form, text, start, end)) {
            found = new Hit(form.type, start, end);
          }
        }
      }
    }
    return found;
  }

  /**
   * First of the forms that has at this depth this char or a later one; shorter forms come before.
   */
  private int bound(int from, int to, int depth, char c) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      String form = sorted[middle];
      if (form.length() <= depth || form.charAt(depth) < c) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean stands(Form form, Squeezed text, int start, int end) {
    return switch (form.shape) {
      case WORDS -> true;
      case NUMBER -> {
        boolean fits = true;
        for (int i = start + 1; i < end; i++) {
          fits &=
              text.before[i] == Squeezed.JOINED
                  || text.before[i] == Squeezed.NUMBER_GAP
                  || hyphen(text, i);
        }
        yield fits;
      }
      case WORD -> word(text, start, end);
      case DATE -> apart(form, text, start, end);
      case INITIALS -> apart(form, text, start, end) && initials(form, text, start, end);
    };
  }

  /** A hyphen counts as a word's own and as a number's. */
  private static boolean hyphen(Squeezed text, int index) {
    return text.before[index] == Squeezed.WORD_GAP && text.digit[index];
  }

  private boolean word(Squeezed text, int start, int end) {
    for (int i = start + 1; i < end; i++) {
      if (text.before[i] != Squeezed.JOINED) {
        return false;
      }
    }
    String word = new String(text.chars, start, end - start);
    if (function.contains(word)) {
      return false;
    }
    if (end - start < 3) {
      return text.capital[start] && !text.capital[end - 1];
    }
    return text.capital[start] || !ordinary.contains(word);
  }

  /** Whether the parts are apart where they meet, and a date's are whole between. */
  private static boolean apart(Form form, Squeezed text, int start, int end) {
    int next = 0;
    for (int i = start + 1; i < end; i++) {
      boolean cut = next < form.cuts.size() && form.cuts.get(next) == i - start;
      next += cut ? 1 : 0;
      boolean joined = text.before[i] == Squeezed.JOINED && text.digit[i] == text.digit[i - 1];
      if (cut ? joined : !joined && form.shape == Shape.DATE) {
        return false;
      }
    }
    return true;
  }

  private boolean initials(Form form, Squeezed text, int start, int end) {
    int from = start;
    for (int part = 0; part <= form.cuts.size(); part++) {
      int to = part < form.cuts.size() ? start + form.cuts.get(part) : end;
      boolean initial = to - from == 1;
      String word = new String(text.chars, from, to - from);
      if (!text.capital[from] && (initial || ordinary.contains(word))) {
        return false;
      }
      if (from > start && initial && text.before[from] == Squeezed.WORD_GAP) {
        return false;
      }
      from = to;
    }
    return true;
  }
}
