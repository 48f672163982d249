package dev.postern.deid;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The word lists of the rules, read once from resources beside this class. */
final class Lexicon {

  /** The files, in the order in which the digest covers them. */
  static final List<String> FILES =
      List.of(
          "ordinary-words.txt",
          "function-words.txt",
          "given-names.txt",
          "medical-heads.txt",
          "us-states.txt",
          "rule-words.txt");

  static final Set<String> ORDINARY = words(FILES.get(0));
  static final Set<String> FUNCTION = words(FILES.get(1));
  static final Set<String> GIVEN = words(FILES.get(2));
  static final Set<String> MEDICAL_HEADS = words(FILES.get(3));
  static final Set<String> STATE_CODES = stateCodes();
  static final Set<String> STATE_NAMES = stateNames();

  private Lexicon() {}

  /** The words of one section of the file that steers the rules. */
  static Set<String> section(String name) {
    Set<String> words = new HashSet<>();
    boolean inside = false;
    for (String line : read(FILES.get(5)).lines().toList()) {
      if (line.startsWith("[")) {
        inside = line.equals("[" + name + "]");
      } else if (inside) {
        words.addAll(List.of(line.split(" ")));
      }
    }
    if (words.isEmpty()) {
      throw new IllegalStateException("no such section: " + name);
    }
    return Set.copyOf(words);
  }

  static String read(String file) {
    try (InputStream in = Lexicon.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("word list missing: " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> words(String file) {
    Set<String> words = new HashSet<>();
    read(file)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> words.addAll(List.of(line.split(" "))));
    return words;
  }

  private static Set<String> stateCodes() {
    Set<String> codes = new HashSet<>();
    read(FILES.get(4)).lines().forEach(line -> codes.add(line.substring(0, 2)));
    return codes;
  }

  private static Set<String> stateNames() {
    Set<String> names = new HashSet<>();
    read(FILES.get(4))
        .lines()
        .forEach(line -> names.add(line.substring(3).toLowerCase(Locale.ROOT)));
    return names;
  }
}
