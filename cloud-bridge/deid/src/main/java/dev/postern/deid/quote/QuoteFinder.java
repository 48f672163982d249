package dev.postern.deid.quote;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the sentence of a stored text that best supports a sentence of an answer: the one that
 * shares most of its telling words. A word tells the more, the fewer sentences of the text have it.
 */
public final class QuoteFinder {

  private static final int LONGEST_SENTENCE = 1200;
  private static final int SHORTEST_SENTENCE = 12;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern ABBREVIATED =
      Pattern.compile(
          "(?:^|[\\s(])(?:Dr|Mr|Mrs|Ms|Prof|St|vs|e\\.g|i\\.e|etc|approx|no|No|Fig|al|Jr|Sr|Mt|cf|[A-Z])\\.\\s*$");
  private static final Set<String> FILLERS =
      Set.of(
          "the", "a", "an", "and", "or", "of", "to", "in", "on", "for", "with", "is", "are", "was",
          "were", "be", "by", "as", "at", "that", "this", "it", "from", "has", "have", "had", "s");

  /**
   * A stretch of the stored text.
   *
   * @param start first code point
   * @param end code point after the last one
   */
  public record Quote(int start, int end) {

    public Quote {
      if (start < 0 || end <= start) {
        throw new IllegalArgumentException("a quote needs 0 <= start < end");
      }
    }

    /** The bytes of the quote, exactly as stored. */
    public String of(String text) {
      return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }
  }

  private final String text;
  private final List<int[]> sentences;
  private final List<Map<String, Integer>> words = new ArrayList<>();
  private final Map<String, Integer> spread = new HashMap<>();

  /**
   * @param text as stored
   */
  public QuoteFinder(String text) {
    this.text = text;
    this.sentences = sentences(text);
    for (int[] sentence : sentences) {
      Map<String, Integer> counted = words(text.substring(sentence[0], sentence[1]));
      counted.keySet().forEach(word -> spread.merge(word, 1, Integer::sum));
      words.add(counted);
    }
  }

  /**
   * The best sentence; where none shares a word, the first; empty only for a text without a
   * sentence.
   */
  public Optional<Quote> find(String answerSentence) {
    Set<String> wanted = new HashSet<>(words(answerSentence).keySet());
    int best = -1;
    double highest = -1;
    for (int i = 0; i < sentences.size(); i++) {
      double score = score(words.get(i), wanted);
      if (score > highest) {
        highest = score;
        best = i;
      }
    }
    if (best < 0) {
      return Optional.empty();
    }
    int[] sentence = sentences.get(best);
    int start = text.codePointCount(0, sentence[0]);
    return Optional.of(new Quote(start, start + text.codePointCount(sentence[0], sentence[1])));
  }

  private double score(Map<String, Integer> sentence, Set<String> wanted) {
    double shared = 0;
    double all = 0;
    for (String word : sentence.keySet()) {
      double weight = Math.log(1 + (double) sentences.size() / spread.getOrDefault(word, 1));
      all += weight;
      shared += wanted.contains(word) ? weight : 0;
    }
    return all == 0 ? 0 : shared / Math.sqrt(all + 4);
  }

  private static Map<String, Integer> words(String sentence) {
    Map<String, Integer> counted = new HashMap<>();
    Matcher matcher =
        WORD.matcher(Normalizer.normalize(sentence, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      String word = matcher.group();
      if (!FILLERS.contains(word)) {
        counted.merge(
            word.length() > 4 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word,
            1,
            Integer::sum);
      }
    }
    return counted;
  }

  /** Sentences without the space around them; a line break ends one, an abbreviation does not. */
  private static List<int[]> sentences(String text) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(text);
    List<int[]> sentences = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      boolean goesOn =
          end < text.length()
              && end - start < LONGEST_SENTENCE
              && ABBREVIATED.matcher(text.substring(Math.max(start, end - 12), end)).find();
      if (!goesOn) {
        add(text, start, end, sentences);
        start = end;
      }
    }
    return sentences;
  }

  private static void add(String text, int from, int to, List<int[]> sentences) {
    int start = from;
    int blank = text.indexOf("\n\n", start);
    while (blank >= 0 && blank < to) {
      trimmed(text, start, blank, sentences);
      start = blank + 2;
      blank = text.indexOf("\n\n", start);
    }
    trimmed(text, start, to, sentences);
  }

  private static void trimmed(String text, int from, int to, List<int[]> sentences) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    boolean tooShort = end - start < SHORTEST_SENTENCE && !sentences.isEmpty();
    if (end > start && !tooShort) {
      sentences.add(new int[] {start, end});
    }
  }
}
