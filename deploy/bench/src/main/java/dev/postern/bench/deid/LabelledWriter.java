package dev.postern.bench.deid;

import dev.postern.bench.deid.LabelledText.Gold;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes a text with its labels, and damages it without losing them. */
final class LabelledWriter {

  private StringBuilder text = new StringBuilder();
  private List<Gold> gold = new ArrayList<>();

  LabelledWriter plain(String words) {
    text.append(words);
    return this;
  }

  LabelledWriter gold(String value, String type) {
    gold.add(new Gold(text.length(), text.length() + value.length(), type));
    return plain(value);
  }

  String text() {
    return text.toString();
  }

  List<Gold> gold() {
    return List.copyOf(gold);
  }

  /** Case in one of four texts, a scanner's mistakes or typing in one of five. */
  void noise(Random random) {
    switch (random.nextInt(8)) {
      case 0 -> text = new StringBuilder(text.toString().toLowerCase(Locale.ROOT));
      case 1 -> {
        String upper = text.toString().toUpperCase(Locale.ROOT);
        text = upper.length() == text.length() ? new StringBuilder(upper) : text;
      }
      default -> {}
    }
    if (random.nextInt(5) == 0) {
      damage(random);
    }
  }

  /** Look-alikes and swapped letters outside the identifiers and, rarely, inside names. */
  private void damage(Random random) {
    for (int i = 1; i + 1 < text.length(); i++) {
      if (random.nextInt(120) != 0 || numbered(i)) {
        continue;
      }
      char c = text.charAt(i);
      switch (c) {
        case 'l' -> text.setCharAt(i, '1');
        case 'o' -> text.setCharAt(i, '0');
        case 'e' -> text.setCharAt(i, 'c');
        case 'm' -> text.setCharAt(i, 'n');
        default -> {
          char next = text.charAt(i + 1);
          if (Character.isLetter(c) && Character.isLetter(next) && !numbered(i + 1)) {
            text.setCharAt(i, next);
            text.setCharAt(i + 1, c);
          }
        }
      }
    }
  }

  /** Whether it lies in what a record would give in digits: there a mistake makes another value. */
  private boolean numbered(int at) {
    return gold.stream()
        .anyMatch(g -> g.start() <= at && at < g.end() && g.type().startsWith("SUBJECT"));
  }
}
