package dev.postern.deid;

import dev.postern.deid.IdentifierModel.Kind;
import java.util.HashSet;
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
  private static final Set<String> MEDICINE = medicine();

  private Edges() {}

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
    return small(tokens, token, kind);
  }

  private static boolean small(Tokens tokens, int token, Kind kind) {
    String word = tokens.folded(token);
    boolean label = LABELS.contains(word) && (kind != Kind.PERSON || !tokens.capital(token));
    boolean initial = kind == Kind.PERSON && tokens.length(token) == 1;
    boolean lady = token + 1 < tokens.count() && tokens.folded(token + 1).equals("lady");
    boolean named = kind == Kind.ADDRESS && word.equals("the"); // the Bronx
    return label
        || LABELS.contains(word) && tokens.capitals(token)
        || SMALL.contains(word) && !named && !initial && !lady;
  }

  private static final Set<String> DAYS =
      Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private static Set<String> medicine() {
    Set<String> words = new HashSet<>(Lexicon.section("medicine"));
    words.addAll(Set.of("pt", "mrsa", "patient", "inr"));
    return Set.copyOf(words);
  }
}
