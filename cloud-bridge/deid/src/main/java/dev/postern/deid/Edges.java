package dev.postern.deid;

import dev.postern.deid.IdentifierModel.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a stretch that the model read begins and ends: small words and labels do not belong to it.
 */
final class Edges {

  private static final Set<String> LABELS = Lexicon.section("edge-labels");
  private static final Set<String> SMALL =
      Set.of(
          "the", "our", "my", "a", "an", "in", "at", "of", "from", "to", "and", "on", "for", "with",
          "by", "this", "that", "his", "her", "their", "or", "is", "was");
  private static final Set<String> HOUSES = Lexicon.section("generic-houses");
  private static final Set<String> RELATIONS = Lexicon.section("relations");
  private static final Set<String> NOTE_HEADS = Lexicon.section("note-heads");
  private static final Set<String> MEDICINE = medicine();

  private Edges() {}

  /** No name or place has them inside, as a house may; "of", "on" and "the" may be part of one. */
  private static final Set<String> APART = Set.of("in", "at", "from", "with", "under");

  /** What joins two stretches that a text in capitals runs together. */
  private static final Set<String> SAID = Set.of("to", "was", "is", "were", "had", "has", "who");

  /**
   * Where a stretch falls apart: two names that the model read as one ("Mary in Springfield"), the
   * next field's label ("Smith, Facility: ..."), and an address with the next line's beginning.
   */
  static List<Part> parts(Tokens tokens, int first, int last, Kind kind) {
    if (kind != Kind.PERSON && kind != Kind.ADDRESS && kind != Kind.ORGANISATION) {
      return List.of(new Part(first, last));
    }
    List<Part> parts = new ArrayList<>();
    int from = first;
    int end = kind == Kind.ADDRESS ? ended(tokens, first, last) : last;
    for (int i = first + 1; i < end; i++) {
      String word = tokens.folded(i);
      boolean code = tokens.capitals(i) && !tokens.capitals(i - 1);
      boolean apart =
          i + 1 < end
              && !code
              && (kind != Kind.ORGANISATION && APART.contains(word) || SAID.contains(word));
      boolean line = tokens.gap(i - 1).indexOf('\n') >= 0;
      if (apart || label(tokens, i) || line && heading(tokens, i)) {
        parts.add(new Part(from, i));
        from = i + 1;
      }
    }
    if (from < end) {
      parts.add(new Part(from, end));
    }
    return parts;
  }

  private static boolean label(Tokens tokens, int i) {
    String gap = tokens.gap(i);
    return LABELS.contains(tokens.folded(i)) && (gap.startsWith(":") || gap.startsWith(" - "));
  }

  /**
   * Where an address ends: before a last line that has no number and goes on as a sentence, and
   * before small words that lead to nothing with a capital or a number.
   */
  private static int ended(Tokens tokens, int first, int last) {
    int end = last;
    int line = last - 1;
    while (line > first && tokens.gap(line - 1).indexOf('\n') < 0) {
      line--;
    }
    if (line > first && !numbered(tokens, line, last) && !closes(tokens.gap(last - 1))) {
      end = line;
    }
    for (int i = first + 1; i < end; i++) {
      if (SMALL.contains(tokens.folded(i))
          && !telling(tokens, i, end)
          && capital(tokens, first, i)) {
        return i;
      }
    }
    return end;
  }

  private static boolean numbered(Tokens tokens, int first, int last) {
    for (int i = first; i < last; i++) {
      if (tokens.digits(i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean capital(Tokens tokens, int first, int last) {
    for (int i = first; i < last; i++) {
      if (tokens.capital(i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean telling(Tokens tokens, int first, int last) {
    return numbered(tokens, first, last) || capital(tokens, first, last);
  }

  /** Whether the line or the text ends here, or a comma goes on with the address. */
  private static boolean closes(String gap) {
    String rest = gap.stripLeading();
    return gap.indexOf('\n') >= 0 || rest.isEmpty() && gap.isEmpty() || rest.startsWith(",");
  }

  /** Tokens from {@code first} to before {@code last}. */
  record Part(int first, int last) {}

  /** "Respiratory", "General" or "1." at the beginning of a line. */
  private static boolean heading(Tokens tokens, int token) {
    boolean numbered =
        tokens.digits(token) && tokens.length(token) < 3 && tokens.gap(token).startsWith(". ");
    return numbered || NOTE_HEADS.contains(tokens.folded(token));
  }

  /** Whether the first word of a stretch is none of it. */
  static boolean first(Tokens tokens, int token, Kind kind) {
    String word = tokens.folded(token);
    if (kind == Kind.DATE) {
      return !tokens.digits(token)
          && !CalendarDate.MONTHS.containsKey(word)
          && !DAYS.contains(word);
    }
    return small(tokens, token, kind) || kind == Kind.PERSON && MEDICINE.contains(word);
  }

  /** Whether the last word of a stretch is none of it. */
  static boolean last(Tokens tokens, int token, Kind kind) {
    String word = tokens.folded(token);
    if (kind == Kind.DATE) {
      return !tokens.digits(token)
          && !CalendarDate.MONTHS.containsKey(word)
          && !CalendarDate.FILLERS.contains(word)
          && !word.equals("z");
    }
    boolean house =
        kind == Kind.ORGANISATION
            && HOUSES.contains(word)
            && token > 0
            && tokens.capital(token - 1)
            && tokens.gap(token - 1).equals(" ");
    return !house && small(tokens, token, kind);
  }

  private static boolean small(Tokens tokens, int token, Kind kind) {
    String word = tokens.folded(token);
    boolean label = LABELS.contains(word) && (kind != Kind.PERSON || !tokens.capital(token));
    boolean initial = kind == Kind.PERSON && tokens.length(token) == 1;
    boolean lady = token + 1 < tokens.count() && tokens.folded(token + 1).equals("lady");
    boolean named = kind == Kind.ADDRESS && word.equals("the"); // the Bronx
    boolean relation = kind == Kind.PERSON && RELATIONS.contains(word) && !named(tokens, token);
    return label
        || relation
        || LABELS.contains(word) && tokens.capitals(token)
        || SMALL.contains(word) && !named && !initial && !lady;
  }

  /** Capitalised as a name is: "Abbot" may be one. */
  private static boolean named(Tokens tokens, int token) {
    return tokens.capital(token) && !tokens.capitals(token);
  }

  private static final Set<String> DAYS =
      Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private static Set<String> medicine() {
    Set<String> words = new HashSet<>(Lexicon.section("medicine"));
    words.addAll(Set.of("pt", "mrsa", "patient", "inr"));
    return Set.copyOf(words);
  }
}
