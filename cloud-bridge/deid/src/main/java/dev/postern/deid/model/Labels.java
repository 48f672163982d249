package dev.postern.deid.model;

import dev.postern.deid.IdentifierModel.Guess;
import dev.postern.deid.IdentifierModel.Kind;
import dev.postern.deid.model.WordPieces.Pieces;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the readings of word-pieces into stretches of text: a word is as its pieces are on average,
 * words of one kind side by side are one stretch, a comma or hyphen between them belongs to it.
 */
final class Labels {

  /** Below this a word is no guess at all. */
  static final double LEAST = 0.12;

  private static final String OUTSIDE = "O";

  private final List<@Nullable Kind> kinds = new ArrayList<>();

  /**
   * @param names in the order of the model's output, the first for what identifies nobody
   */
  Labels(List<String> names) {
    if (names.isEmpty() || !names.getFirst().equals(OUTSIDE)) {
      throw new IllegalStateException("the labels begin with " + OUTSIDE);
    }
    for (String name : names) {
      kinds.add(name.equals(OUTSIDE) ? null : Kind.valueOf(name));
    }
  }

  int count() {
    return kinds.size();
  }

  /** A run of letters or digits, or one mark. */
  private static final class Word {
    final int start;
    final int end;
    final double[] likely;
    final boolean letters;

    Word(int start, int end, double[] likely, boolean letters) {
      this.start = start;
      this.end = end;
      this.likely = likely;
      this.letters = letters;
    }

    /** That it identifies, whatever the kind. */
    double probability() {
      return 1 - likely[0];
    }
  }

  List<Guess> guesses(String text, Pieces pieces, float[][] readings) {
    List<Word> words = words(text, pieces, readings);
    List<Guess> guesses = new ArrayList<>();
    for (int i = 0; i < words.size(); ) {
      Kind kind = kind(words.get(i));
      if (kind == null || !words.get(i).letters) {
        i++;
        continue;
      }
      int end = i + 1;
      int last = i;
      while (end < words.size() && joins(text, words, last, end, kind)) {
        last = words.get(end).letters ? end : last;
        end++;
      }
      guesses.add(guess(words, i, last, kind));
      i = last + 1;
    }
    return guesses;
  }

  private @Nullable Kind kind(Word word) {
    if (word.probability() < LEAST) {
      return null;
    }
    int best = 1;
    for (int k = 2; k < kinds.size(); k++) {
      best = word.likely[k] > word.likely[best] ? k : best;
    }
    return kinds.get(best);
  }

  /** Marks join what is on both sides of them where the model sees them inside. */
  private boolean joins(String text, List<Word> words, int last, int next, Kind kind) {
    Word word = words.get(next);
    boolean inside = kind.equals(kind(word));
    boolean near = text.substring(words.get(next - 1).end, word.start).length() <= 3;
    boolean few = next - last <= 4;
    return near && few && (inside || !word.letters && word.probability() > 0.05);
  }

  private static Guess guess(List<Word> words, int first, int last, Kind kind) {
    double sum = 0;
    int count = 0;
    for (int i = first; i <= last; i++) {
      if (words.get(i).letters) {
        sum += words.get(i).probability();
        count++;
      }
    }
    double mean = Math.clamp(sum / count, Math.ulp(1.0), 1.0);
    return new Guess(words.get(first).start, words.get(last).end, kind, mean);
  }

  private List<Word> words(String text, Pieces pieces, float[][] readings) {
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < pieces.count; ) {
      int start = pieces.starts[i];
      boolean letters = Character.isLetterOrDigit(text.codePointAt(start));
      double[] sum = likely(readings[i]);
      int end = i + 1;
      while (letters && end < pieces.count && continues(text, pieces, end)) {
        double[] more = likely(readings[end++]);
        for (int k = 0; k < sum.length; k++) {
          sum[k] += more[k];
        }
      }
      for (int k = 0; k < sum.length; k++) {
        sum[k] /= end - i;
      }
      words.add(new Word(start, pieces.ends[end - 1], sum, letters));
      i = end;
    }
    return words;
  }

  private static boolean continues(String text, Pieces pieces, int piece) {
    return pieces.starts[piece] <= pieces.ends[piece - 1]
        && Character.isLetterOrDigit(text.codePointAt(pieces.starts[piece]));
  }

  /** Softmax. */
  private static double[] likely(float[] logits) {
    double highest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      highest = Math.max(highest, logit);
    }
    double[] likely = new double[logits.length];
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      likely[k] = Math.exp(logits[k] - highest);
      sum += likely[k];
    }
    for (int k = 0; k < likely.length; k++) {
      likely[k] /= sum;
    }
    return likely;
  }
}
