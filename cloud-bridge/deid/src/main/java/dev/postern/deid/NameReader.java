package dev.postern.deid;

import java.util.Set;
import java.util.regex.Pattern;

/** Reads the words of a name: how far it goes, and whether they can be a name at all. */
final class NameReader {

  private static final int MOST_WORDS = 7;
  private static final Set<String> PARTICLES = Lexicon.section("particles");

  /** Gives the token after a name that begins here; {@code start} if there is none. */
  int read(Tokens tokens, int start, boolean titled) {
    int i = start;
    boolean lower =
        titled
            && start < tokens.count()
            && !tokens.capital(start)
            && !PARTICLES.contains(tokens.folded(start));
    while (i < tokens.count() && i - start < MOST_WORDS && !tokens.digits(i)) {
      if (i > start && !joined(tokens, i - 1)) {
        break;
      }
      boolean particle = particle(tokens, i);
      boolean word = tokens.capital(i) && name(tokens, i, titled && i == start);
      if (!particle && !word && !(lower && i == start)) {
        break;
      }
      i++;
      if (lower) {
        break;
      }
    }
    while (i > start && PARTICLES.contains(tokens.folded(i - 1)) && !tokens.capital(i - 1)) {
      i--;
    }
    return i;
  }

  /** "van", "der" in "van der Berg": particles up to a word with a capital. */
  private static boolean particle(Tokens tokens, int start) {
    int i = start;
    while (i + 1 < tokens.count()
        && i - start < 3
        && PARTICLES.contains(tokens.folded(i))
        && tokens.gapLength(i) == 1) {
      i++;
    }
    return i > start && tokens.capital(i);
  }

  /** Also with a comma inside ("LAST, FIRST M") and, after "name:", in lower case. */
  int readLabelled(Tokens tokens, int start, boolean lowerToo) {
    int end = read(tokens, start, true);
    if (end == start && lowerToo) {
      while (end < tokens.count()
          && end - start < 3
          && !tokens.digits(end)
          && !Lexicon.ORDINARY.contains(tokens.folded(end))
          && (end == start || tokens.gap(end - 1).equals(" "))) {
        end++;
      }
      return end;
    }
    if (end > start
        && end < tokens.count()
        && tokens.gap(end - 1).strip().equals(",")
        && tokens.gap(end - 1).indexOf('\n') < 0
        && tokens.capital(end)) {
      int second = read(tokens, end, false);
      boolean sameCase = second > end && tokens.capitals(start) == tokens.capitals(end);
      return sameCase || second > end && tokens.length(end) == 1 ? second : end;
    }
    return end;
  }

  /** Words of a name are apart by a space, an initial's dot, an apostrophe or hyphen. */
  private static boolean joined(Tokens tokens, int i) {
    String gap = tokens.gap(i);
    boolean possessive = gap.equals("'") && tokens.length(i + 1) == 1;
    return gap.equals(" ")
        || gap.equals(". ") && tokens.length(i) == 1
        || gap.equals(".") && tokens.length(i) == 1
        || (gap.equals("'") || gap.equals("-")) && !possessive;
  }

  /** Whether a word with a capital can be part of a name. */
  private static boolean name(Tokens tokens, int i, boolean afterTitle) {
    String word = tokens.folded(i);
    if (tokens.length(i) == 1) {
      return !word.equals("i")
          || afterTitle
          || i + 1 < tokens.count() && tokens.gap(i).startsWith(".");
    }
    if (CalendarDate.MONTHS.containsKey(word)
        && tokens.length(i) > 3
        && !Lexicon.GIVEN.contains(word)) {
      return false;
    }
    if (Lexicon.FUNCTION.contains(word) || !afterTitle && MEDICAL_ENDING.matcher(word).find()) {
      return false;
    }
    if (afterTitle) {
      return true;
    }
    return !Lexicon.ORDINARY.contains(word) || Lexicon.GIVEN.contains(word) || nameToo(tokens, i);
  }

  /** Ordinary words that are common surnames count right after another word of a name. */
  private static boolean nameToo(Tokens tokens, int i) {
    String word = tokens.folded(i);
    boolean head = Lexicon.MEDICAL_HEADS.contains(word);
    return !head
        && !tokens.capitals(i)
        && i > 0
        && Lexicon.GIVEN.contains(tokens.folded(i - 1))
        && SURNAMES.contains(word);
  }

  static final Pattern MEDICAL_ENDING =
      Pattern.compile(
          "(?:[a-z]{2}oma|omas|itis|osis|oses|emia|aemia|uria|pathy|ectomy|ostomy|otomy|plasty|scopy|graphy|therapy|algia|plegia|paresis|phasia|trophy|plasia|megaly|sclerosis|stenosis|mycin|cillin|statin|sartan|olol|azole|mab|nib|pril|vir)$");

  private static final Set<String> SURNAMES = Lexicon.section("ordinary-surnames");

  boolean initial(Tokens tokens, int i) {
    return tokens.length(i) == 1 && tokens.capital(i);
  }

  /**
   * Whether the stretch has so many words, full ones that are no ordinary words without a name
   * beside them.
   */
  boolean sure(Tokens tokens, int start, int end, int atLeast) {
    int words = 0;
    int full = 0;
    for (int i = start; i < end; i++) {
      boolean counts = tokens.capital(i) && !Lexicon.FUNCTION.contains(tokens.folded(i));
      words += counts ? 1 : 0;
      boolean veto =
          Lexicon.MEDICAL_HEADS.contains(tokens.folded(i))
              || Lexicon.ORDINARY.contains(tokens.folded(i))
                  && !Lexicon.GIVEN.contains(tokens.folded(i))
                  && !nameToo(tokens, i);
      if (counts && veto) {
        return false;
      }
      full += counts && tokens.length(i) > 1 ? 1 : 0;
    }
    return words >= atLeast && (full > 0 || atLeast < 2);
  }
}
