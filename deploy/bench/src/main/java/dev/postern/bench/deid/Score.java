package dev.postern.bench.deid;

import dev.postern.bench.deid.LabelledText.Gold;
import dev.postern.deid.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts tokens, whatever the type found: runs of letters and digits, of which one is caught when
 * any of its characters is in a span that would be replaced.
 */
final class Score {

  private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}]+(?:'s)?");

  /** Words that tell of nobody when they are all that is left of an identifier. */
  private static final Set<String> FUNCTION_OR_LABEL =
      Set.of(
          "the", "of", "in", "at", "and", "for", "on", "to", "a", "an", "by", "s", "de", "la", "dr",
          "mr", "mrs", "ms", "miss", "prof", "id", "mrn", "ssn", "no", "number", "patient", "site",
          "dob", "plan", "member", "record", "account", "phone", "email");

  private static final Set<String> TITLES = Set.of("dr", "mr", "mrs", "ms", "miss", "prof");

  /** Caught and all of one type. */
  static final class Count {
    int caught;
    int all;
  }

  /** What was missed, for whoever tunes: content, kept on this machine. */
  record Miss(String text, String type, String token, String around) {
    @Override
    public String toString() {
      return "Miss[" + type + "]";
    }
  }

  final Map<String, Count> types = new TreeMap<>();
  final List<Miss> misses = new ArrayList<>();
  int texts;
  int withGold;
  int leaking;
  int leakingStrictly;
  int clean;
  int cleanAltered;
  int gold;
  int caught;
  int taken;
  int tokens;
  int outside;

  /** Of all gold tokens, how many are covered. */
  Share recall() {
    return new Share(caught, gold);
  }

  /** Of all covered tokens, how many are gold. */
  Share precision() {
    return new Share(caught, taken);
  }

  void add(LabelledText text, List<Span> spans) {
    boolean[] covered = new boolean[text.text().length() + 1];
    for (Span span : spans) {
      if (!span.uncertain()) {
        int start = text.text().offsetByCodePoints(0, span.start());
        int end = text.text().offsetByCodePoints(start, span.end() - span.start());
        Arrays.fill(covered, start, end, true);
      }
    }
    texts++;
    int leaks = 0;
    int strict = 0;
    int wrong = 0;
    Matcher token = TOKEN.matcher(text.text());
    while (token.find()) {
      Gold gold = at(text.gold(), token);
      boolean hit = any(covered, token);
      tokens++;
      if (gold == null) {
        if (hit && at(text.ignored(), token) == null && !title(token)) {
          taken++;
          wrong++;
          outside++;
          misses.add(miss(text, "+", token));
        }
        continue;
      }
      count(gold, hit);
      if (!hit) {
        strict++;
        leaks += FUNCTION_OR_LABEL.contains(token.group().toLowerCase(Locale.ROOT)) ? 0 : 1;
        misses.add(miss(text, gold.type(), token));
      }
    }
    if (text.gold().isEmpty()) {
      clean++;
      cleanAltered += wrong > 0 ? 1 : 0;
    } else {
      withGold++;
      leaking += leaks > 0 ? 1 : 0;
      leakingStrictly += strict > 0 ? 1 : 0;
    }
  }

  /** Taken with the name on purpose; some label it so, some do not. */
  private static boolean title(Matcher token) {
    return TITLES.contains(token.group().toLowerCase(Locale.ROOT));
  }

  private void count(Gold found, boolean hit) {
    Count type = types.computeIfAbsent(found.type(), key -> new Count());
    type.all++;
    gold++;
    if (hit) {
      type.caught++;
      caught++;
      taken++;
    }
  }

  private static Miss miss(LabelledText text, String type, Matcher token) {
    int from = Math.max(0, token.start() - 40);
    int to = Math.min(text.text().length(), token.end() + 40);
    return new Miss(
        text.id(),
        type,
        token.group(),
        text.text().substring(from, token.start())
            + "\u00bb"
            + token.group()
            + "\u00ab"
            + text.text().substring(token.end(), to));
  }

  private static boolean any(boolean[] covered, Matcher token) {
    for (int i = token.start(); i < token.end(); i++) {
      if (covered[i]) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Gold at(List<Gold> stretches, Matcher token) {
    for (Gold one : stretches) {
      if (one.start() < token.end() && token.start() < one.end()) {
        return one;
      }
    }
    return null;
  }
}
