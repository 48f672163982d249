package dev.postern.deid;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names that their surroundings give away: a title before them, a role or label, degrees after, a
 * common given name first. A medical word after them (Marfan syndrome, Parkinson's disease) says
 * that they are nobody's, unless a title or a label stands before.
 */
final class NameRules implements Rules {

  private static final Set<String> TITLES = Lexicon.section("titles");

  /** Titles that also stand for other things: they need a capital after them. */
  private static final Set<String> WEAK_TITLES = Lexicon.section("weak-titles");

  private static final Set<String> ROLES = Lexicon.section("roles");

  /** Roles strong enough for two unknown words with capitals after them. */
  private static final Set<String> STRONG = Lexicon.section("strong-roles");

  private static final Set<String> LABELS = Lexicon.section("name-labels");

  private static final Set<String> DEGREES = Lexicon.section("degrees");

  /** "signed", "seen": before "by" and a name. */
  private static final Set<String> WRITTEN = Lexicon.section("written-by");

  private final NameReader reader = new NameReader();

  @Override
  public List<Pattern> patterns() {
    return List.of();
  }

  @Override
  public void find(Tokens tokens, Marks marks) {
    int done = 0;
    for (int i = 0; i < tokens.count(); i++) {
      if (tokens.digits(i)) {
        continue;
      }
      int end = i >= done ? evidence(tokens, i, marks) : -1;
      if (end > i) {
        done = end;
      }
    }
  }

  /** Marks a name that begins at or right after this token; gives the token after it, or -1. */
  private int evidence(Tokens tokens, int i, Marks marks) {
    String word = tokens.folded(i);
    if (TITLES.contains(word)) {
      int end = titled(tokens, i, marks);
      if (end > 0) {
        return end;
      }
    }
    if (LABELS.contains(word)) {
      int end = labelled(tokens, i, marks);
      if (end > 0) {
        return end;
      }
    }
    if (STRONG.contains(word) && i + 1 < tokens.count() && plainGap(tokens, i)) {
      int end = reader.read(tokens, i + 1, false);
      if (reader.sure(tokens, i + 1, end, 2) && !medical(tokens, end)) {
        return mark(tokens, i + 1, end, 0.8, marks);
      }
    }
    return tokens.capital(i) ? free(tokens, i, marks) : -1;
  }

  private static boolean plainGap(Tokens tokens, int i) {
    String gap = tokens.gap(i);
    return gap.equals(" ")
        || gap.equals(", ")
        || gap.equals(": ")
        || gap.equals(":")
        || gap.equals("  ");
  }

  private int titled(Tokens tokens, int i, Marks marks) {
    int next = i + 1;
    String gap = next < tokens.count() ? tokens.gap(i) : "";
    boolean near = gap.equals(" ") || gap.equals(". ") || gap.equals(".") || gap.equals(".  ");
    if (!near || next >= tokens.count()) {
      return -1;
    }
    if (gap.startsWith(".") && WEAK_TITLES.contains(tokens.folded(i)) && tokens.length(i) > 3) {
      return -1;
    }
    if (TITLES.contains(tokens.folded(next)) && !WEAK_TITLES.contains(tokens.folded(next))) {
      return -1;
    }
    boolean lower = !tokens.capital(next);
    if (lower
        && (WEAK_TITLES.contains(tokens.folded(i))
            || Lexicon.ORDINARY.contains(tokens.folded(next))
            || tokens.length(next) < 3)) {
      return -1;
    }
    int end = reader.read(tokens, next, true);
    return end > next ? mark(tokens, next, end, 0.95, marks) : -1;
  }

  /** "Name: LAST, FIRST", "Patient: Anna Kowalski", "signed by Jan Nowak". */
  private int labelled(Tokens tokens, int i, Marks marks) {
    String gap = i + 1 < tokens.count() ? tokens.gap(i).replace("\n", " ").strip() : "";
    boolean colon = gap.equals(":") || gap.equals("-") || gap.equals("=");
    boolean by = tokens.folded(i).equals("by") && i > 0 && WRITTEN.contains(tokens.folded(i - 1));
    boolean nameIs =
        tokens.folded(i).equals("name")
            && i + 2 < tokens.count()
            && tokens.folded(i + 1).equals("is");
    if (!colon && !by && !nameIs || i + 1 >= tokens.count()) {
      return -1;
    }
    int start = nameIs ? i + 2 : i + 1;
    boolean lower = !tokens.capital(start) && !tokens.folded(i).equals("name");
    if (lower || TITLES.contains(tokens.folded(start))) {
      return -1;
    }
    int end = reader.readLabelled(tokens, start, colon && tokens.folded(i).equals("name"));
    boolean enough =
        tokens.folded(i).equals("name")
            || by
            || reader.sure(tokens, start, end, 2)
            || end > start
                && tokens.text.substring(tokens.start(start), tokens.end(end - 1)).contains(",");
    return end > start && enough ? mark(tokens, start, end, 0.9, marks) : -1;
  }

  /**
   * Evidence in the name itself: a common given name first, an initial last, or degrees after it.
   */
  private int free(Tokens tokens, int i, Marks marks) {
    boolean inside = i > 0 && tokens.gap(i - 1).isEmpty();
    if (Lexicon.FUNCTION.contains(tokens.folded(i)) || inside || country(tokens, i)) {
      return -1;
    }
    int end = reader.read(tokens, i, false);
    int words = end - i;
    boolean given = Lexicon.GIVEN.contains(tokens.folded(i));
    int reversed = reversed(tokens, i);
    if (reversed > 0) {
      return mark(tokens, i, reversed, 0.8, marks);
    }
    if (words < 2 || medical(tokens, end)) {
      return -1;
    }
    if (given && reader.sure(tokens, i + 1, end, 1)) {
      return mark(tokens, i, end, 0.8, marks);
    }
    boolean initial =
        reader.initial(tokens, end - 1)
            && words == 2
            && (given || !tokens.capitals(i))
            && !numberNext(tokens, end - 1)
            && reader.sure(tokens, i, end - 1, 1);
    if (initial && (given || i > 0 && ROLES.contains(tokens.folded(i - 1)))) {
      return mark(tokens, i, end, 0.75, marks);
    }
    boolean degree =
        end < tokens.count()
            && tokens.gap(end - 1).strip().equals(",")
            && DEGREES.contains(tokens.folded(end))
            && tokens.capital(end);
    return degree && reader.sure(tokens, i, end, 2) ? mark(tokens, i, end, 0.85, marks) : -1;
  }

  /** "U.S." and "U.K." are nobody's initials. */
  private static boolean country(Tokens tokens, int i) {
    return tokens.folded(i).equals("u")
        && i + 1 < tokens.count()
        && tokens.gap(i).equals(".")
        && (tokens.folded(i + 1).equals("s") || tokens.folded(i + 1).equals("k"));
  }

  private static boolean numberNext(Tokens tokens, int i) {
    return i + 1 < tokens.count() && tokens.digits(i + 1) && tokens.gapLength(i) < 2;
  }

  /** "KOWALSKI, ANNA M" and "Kowalski, Anna", told by the given name. */
  private int reversed(Tokens tokens, int i) {
    if (i + 1 >= tokens.count()
        || !tokens.gap(i).equals(", ") && !tokens.gap(i).equals(",")
        || !tokens.capital(i + 1)) {
      return -1;
    }
    boolean caps = tokens.capitals(i) == tokens.capitals(i + 1);
    boolean person =
        Lexicon.GIVEN.contains(tokens.folded(i + 1))
            && !Lexicon.GIVEN.contains(tokens.folded(i))
            && !Lexicon.ORDINARY.contains(tokens.folded(i));
    if (!caps
        || !person
        || tokens.length(i) < 2
        || CalendarDate.MONTHS.containsKey(tokens.folded(i + 1))
        || Lexicon.STATE_NAMES.contains(tokens.folded(i + 1))) {
      return -1;
    }
    int end = i + 2;
    if (end < tokens.count()
        && tokens.capital(end)
        && tokens.length(end) == 1
        && tokens.gap(end - 1).equals(" ")) {
      end++;
    }
    boolean enumeration =
        end < tokens.count()
            && tokens.gap(end - 1).equals(" ")
            && tokens.capital(end)
            && !tokens.capitals(i);
    return enumeration ? -1 : end;
  }

  /** Whether what follows makes the name a disease's, sign's or method's. */
  private static boolean medical(Tokens tokens, int end) {
    int next = end;
    if (next < tokens.count()
        && tokens.folded(next).equals("s")
        && tokens.gap(next - 1).equals("'")) {
      next++;
    }
    for (int i = next; i < Math.min(tokens.count(), next + 2); i++) {
      if (i > 0 && tokens.gapLength(i - 1) > 2) {
        return false;
      }
      if (Lexicon.MEDICAL_HEADS.contains(tokens.folded(i))) {
        return true;
      }
    }
    return false;
  }

  private static int mark(Tokens tokens, int start, int end, double score, Marks marks) {
    marks.add(tokens.start(start), tokens.end(end - 1), IdentifierType.PERSON, score);
    return end;
  }
}
