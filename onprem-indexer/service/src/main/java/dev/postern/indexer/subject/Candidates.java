package dev.postern.indexer.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything in a text that could be a stored identifier, each in its normal form. */
public final class Candidates {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>(),;:\"]{1,64}@[^\\s@<>(),;:\"]{1,190}");
  private static final int NAME_WORDS = 4;
  private static final int NUMBER_GROUPS = 6;
  private static final int GAP = 3;

  private Candidates() {}

  /**
   * A stretch of the text.
   *
   * @param start code points
   * @param end code points, exclusive
   */
  public record Candidate(int start, int end, String form) {
    @Override
    public String toString() {
      return "Candidate[" + start + ".." + end + "]";
    }
  }

  private record Word(int from, int to, boolean digits) {}

  /** In the order of their ends. */
  public static List<Candidate> in(String text) {
    List<Word> words = words(text);
    int[] codePoints = codePointIndex(text);
    List<Candidate> found = new ArrayList<>();
    Matcher emails = EMAIL.matcher(text);
    while (emails.find()) {
      String address = emails.group().replaceFirst("[.!?]+$", "");
      int end = emails.start() + address.length();
      found.add(
          new Candidate(codePoints[emails.start()], codePoints[end], NormalForm.email(address)));
    }
    for (int first = 0; first < words.size(); first++) {
      for (int n = 1; n <= NUMBER_GROUPS && first + n <= words.size(); n++) {
        List<Word> window = words.subList(first, first + n);
        if (n > 1 && isApart(text, window.get(n - 2), window.get(n - 1))) {
          break;
        }
        int from = window.getFirst().from();
        int to = window.getLast().to();
        for (String form : forms(text.substring(from, to), window)) {
          found.add(new Candidate(codePoints[from], codePoints[to], form));
        }
      }
    }
    return found;
  }

  private static List<String> forms(String stretch, List<Word> window) {
    List<String> forms = new ArrayList<>(2);
    if (window.stream().anyMatch(Word::digits)) {
      String number = NormalForm.number(stretch);
      if (number.length() >= NormalForm.MIN_NUMBER + 2) {
        forms.add(number);
      }
      String digits = NormalForm.digits(stretch);
      if (digits.length() >= NormalForm.MIN_PHONE) {
        forms.add(NormalForm.phone(digits));
      }
    } else if (window.size() > 1 && window.size() <= NAME_WORDS) {
      forms.add(NormalForm.name(NormalForm.words(stretch)));
    }
    return forms;
  }

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      boolean digits = matcher.group().codePoints().anyMatch(Character::isDigit);
      words.add(new Word(matcher.start(), matcher.end(), digits));
    }
    return words;
  }

  private static boolean isApart(String text, Word left, Word right) {
    String gap = text.substring(left.to(), right.from());
    return gap.length() > GAP || gap.indexOf('?') >= 0 || gap.indexOf('!') >= 0;
  }

  private static int[] codePointIndex(String text) {
    int[] index = new int[text.length() + 1];
    int codePoints = 0;
    for (int i = 0; i < text.length(); i++) {
      index[i] = codePoints;
      boolean first = Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length();
      codePoints += first && Character.isLowSurrogate(text.charAt(i + 1)) ? 0 : 1;
    }
    index[text.length()] = codePoints;
    return index;
  }
}
