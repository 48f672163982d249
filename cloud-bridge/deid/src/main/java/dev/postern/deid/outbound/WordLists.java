package dev.postern.deid.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The word lists the check needs: the same lists as the detector's, read by itself. */
final class WordLists {

  /** Names of the states, lower case: larger than what identifies. */
  static final Set<String> NAMES = names();

  static final Set<String> ORDINARY = words("ordinary-words.txt");
  static final Set<String> FUNCTION = words("function-words.txt");

  private WordLists() {}

  private static Set<String> names() {
    Set<String> names = new HashSet<>();
    lines("us-states.txt").forEach(line -> names.add(line.substring(3).toLowerCase(Locale.ROOT)));
    return names;
  }

  private static Set<String> words(String file) {
    Set<String> words = new HashSet<>();
    for (String line : lines(file)) {
      if (!line.startsWith("#")) {
        words.addAll(List.of(line.split(" ")));
      }
    }
    return words;
  }

  private static List<String> lines(String file) {
    try (InputStream in = WordLists.class.getResourceAsStream("/dev/postern/deid/" + file)) {
      if (in == null) {
        throw new IllegalStateException("word list missing: " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
