package dev.postern.deid;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Street addresses, ZIP codes, cities beside their state, facilities by their cue words. */
final class PlaceRules implements Rules {

  private static final String WORD = "(?:[A-Z0-9][\\p{L}\\p{N}'.-]{0,24}|de|la|of|the)";
  private static final String TAIL =
      "(?:,? {0,2}\\n?(?:Apt|APT|apt|Apartment|apartment|Suite|SUITE|suite|Ste|STE|Unit|UNIT|unit|Floor|Fl|Room|Rm|#)\\.? ?#? ?[A-Za-z0-9-]{1,8}(?![\\p{L}\\d]))?";
  private static final String TYPES =
      "(?:Street|St|Avenue|Ave|Av|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Circle|Cir|Place|Pl|Terrace|Ter|Way|Highway|Hwy|Parkway|Pkwy|Square|Sq|Trail|Trl|Crescent|Close|Loop|Alley|Plaza|Row|Route|Broadway|STREET|ST|AVENUE|AVE|ROAD|RD|DRIVE|DR|LANE|LN|BLVD|BOULEVARD|COURT|CT|WAY|HWY|PKWY)";
  private static final Pattern STREET =
      Pattern.compile(
          "\\d{1,6}[A-Za-z]?(?:-\\d{1,5})?(?: {1,2}"
              + WORD
              + "){1,5} {1,2}"
              + TYPES
              + "(?![\\p{L}\\d])\\.?"
              + TAIL);
  private static final Pattern LOWER_STREET =
      Pattern.compile(
          "\\d{1,6}(?: {1,2}\\p{L}[\\p{L}'.-]{1,20}){1,3} {1,2}(?:street|avenue|ave|blvd|boulevard|rd|ln|lane)(?![\\p{L}\\d])"
              + TAIL);
  private static final Pattern EUROPEAN =
      Pattern.compile(
          "\\p{Lu}[\\p{L}-]{1,24}(?:stra(?:ss|ß)e|str\\.|weg|gasse|platz|allee|straat|gatan|vej|katu|gata) {1,2}\\d{1,4}[a-z]?(?![\\p{L}\\d])|(?:Rue|Avenue|Calle|Via|Piazza|Boulevard|Rua|Plaza|ul\\.|Ulica)(?: (?:de|du|des|la|del|della|di|dos|da|das|St\\.?))?(?: \\p{Lu}[\\p{L}'-]{1,20}){1,4},? {1,2}\\d{1,4}(?![\\p{L}\\d])");
  private static final Pattern BOX = Pattern.compile("(?i)P\\.? ?O\\.? ?Box {1,2}\\d{1,8}");
  private static final Pattern ZIP = Pattern.compile("\\d{5}(?:-\\d{4})?(?![\\p{L}\\d-])");
  private static final Set<String> LIVES =
      Set.of(
          "lives",
          "living",
          "resides",
          "residing",
          "resident",
          "residence",
          "relocated",
          "moved",
          "hometown",
          "native");
  private static final Set<String> LINKS =
      Set.of("of", "the", "and", "for", "at", "de", "la", "st");

  private final FacilityRules facilities = new FacilityRules();

  @Override
  public List<Pattern> patterns() {
    return List.of(STREET, LOWER_STREET, EUROPEAN, BOX, ZIP);
  }

  @Override
  public void find(Tokens tokens, Marks marks) {
    Matcher street = matcher(STREET, tokens);
    Matcher lower = matcher(LOWER_STREET, tokens);
    Matcher european = matcher(EUROPEAN, tokens);
    Matcher box = matcher(BOX, tokens);
    Matcher zip = matcher(ZIP, tokens);
    for (int i = 0; i < tokens.count(); i++) {
      if (tokens.digits(i)) {
        numbered(tokens, i, street, lower, zip, marks);
      } else {
        if (tokens.capital(i)) {
          capital(tokens, i, european, marks);
        }
        if (tokens.length(i) <= 2 && tokens.folded(i).startsWith("p") && at(box, tokens, i, 24)) {
          marks.add(tokens.start(i), box.end(), IdentifierType.ADDRESS, 0.9);
        }
        if (LIVES.contains(tokens.folded(i))) {
          lives(tokens, i, marks);
        }
        facilities.at(tokens, i, marks);
      }
    }
  }

  private static Matcher matcher(Pattern pattern, Tokens tokens) {
    return pattern.matcher(tokens.text).useTransparentBounds(true);
  }

  private static boolean at(Matcher matcher, Tokens tokens, int i, int most) {
    int start = tokens.start(i);
    return matcher.region(start, Math.min(tokens.text.length(), start + most)).lookingAt();
  }

  private static void numbered(
      Tokens tokens, int i, Matcher street, Matcher lower, Matcher zip, Marks marks) {
    int start = tokens.start(i);
    char before = start == 0 ? ' ' : tokens.text.charAt(start - 1);
    if (Character.isLetterOrDigit(before)
        || before == '.'
        || before == '/'
        || tokens.length(i) > 6) {
      return;
    }
    if (at(street, tokens, i, 160)) {
      marks.add(start, street.end(), IdentifierType.ADDRESS, 0.9);
    } else if (at(lower, tokens, i, 120) && plainStreet(tokens, i, lower.end())) {
      marks.add(start, lower.end(), IdentifierType.ADDRESS, 0.7);
    }
    if (tokens.length(i) == 5
        && i > 0
        && at(zip, tokens, i, 12)
        && state(tokens, i - 1)
        && tokens.gapLength(i - 1) <= 3) {
      marks.add(start, zip.end(), IdentifierType.ZIP, 0.95);
    } else if (tokens.length(i) == 5 && at(zip, tokens, i, 12) && zip.end() == start + 10) {
      marks.add(start, zip.end(), IdentifierType.ZIP, 0.8);
    }
  }

  private static boolean plainStreet(Tokens tokens, int from, int end) {
    for (int i = from + 1; i < tokens.count() && tokens.end(i) < end; i++) {
      if (Lexicon.FUNCTION.contains(tokens.folded(i)) || tokens.folded(i).length() < 2) {
        return false;
      }
    }
    return true;
  }

  /** Whether the token ends the name or is the code of a state. */
  private static boolean state(Tokens tokens, int i) {
    if (Lexicon.STATE_CODES.contains(tokens.raw(i))) {
      return true;
    }
    String one = tokens.folded(i);
    return tokens.capital(i)
        && (Lexicon.STATE_NAMES.contains(one)
            || i > 0 && Lexicon.STATE_NAMES.contains(tokens.folded(i - 1) + " " + one));
  }

  private static void capital(Tokens tokens, int i, Matcher european, Marks marks) {
    if (at(european, tokens, i, 120)) {
      marks.add(tokens.start(i), european.end(), IdentifierType.ADDRESS, 0.8);
    }
    if (state(tokens, i)) {
      city(tokens, i, marks);
    }
    if (tokens.folded(i).equals("county")
        && i > 0
        && tokens.capital(i - 1)
        && !Lexicon.FUNCTION.contains(tokens.folded(i - 1))) {
      marks.add(tokens.start(i - 1), tokens.end(i), IdentifierType.ADDRESS, 0.8);
    }
  }

  /**
   * Words with capitals before ", State": a city. Initials of degrees, "Lopez, MD", are the name
   * rules' business.
   */
  private static void city(Tokens tokens, int i, Marks marks) {
    String raw = tokens.raw(i);
    boolean code = Lexicon.STATE_CODES.contains(raw);
    int last =
        !code
                && i > 0
                && Lexicon.STATE_NAMES.contains(tokens.folded(i - 1) + " " + tokens.folded(i))
            ? i - 2
            : i - 1;
    if (last < 0 || !tokens.gap(last).strip().equals(",") || tokens.gap(last).length() > 3) {
      return;
    }
    boolean zipFollows =
        i + 1 < tokens.count() && tokens.digits(i + 1) && tokens.length(i + 1) == 5;
    if (code
        && !zipFollows
        && (raw.equals("MD")
            || raw.equals("PA") && !LINKS.contains(last > 0 ? tokens.folded(last - 1) : ""))) {
      return;
    }
    if (code && !zipFollows && tokens.capitals(last)) {
      return;
    }
    int first = last;
    while (first > 0
        && last - first < 2
        && tokens.capital(first - 1)
        && tokens.gap(first - 1).equals(" ")
        && !Lexicon.FUNCTION.contains(tokens.folded(first - 1))) {
      first--;
    }
    if (tokens.capital(first) && tokens.capital(last) && tokens.length(last) > 2) {
      marks.add(tokens.start(first), tokens.end(i), IdentifierType.ADDRESS, 0.85);
    }
  }

  private static void lives(Tokens tokens, int i, Marks marks) {
    int first = i + 1;
    while (first < tokens.count()
        && first <= i + 3
        && !tokens.capital(first)
        && !tokens.digits(first)) {
      first++;
    }
    boolean linked =
        first < tokens.count()
            && first > i + 1
            && Set.of("in", "of", "to", "from", "at", "near").contains(tokens.folded(first - 1));
    if (!linked
        || !tokens.capital(first)
        || tokens.length(first) < 3
        || CalendarDate.MONTHS.containsKey(tokens.folded(first))) {
      return;
    }
    int last = first;
    while (last + 1 < tokens.count()
        && last - first < 2
        && tokens.capital(last + 1)
        && tokens.gap(last).equals(" ")) {
      last++;
    }
    String place = Tokens.fold(tokens.text.substring(tokens.start(first), tokens.end(last)));
    if (!Lexicon.STATE_NAMES.contains(place) && !Lexicon.FUNCTION.contains(tokens.folded(first))) {
      marks.add(tokens.start(first), tokens.end(last), IdentifierType.ADDRESS, 0.7);
    }
  }
}
