package dev.postern.audit.log;

import dev.postern.audit.log.TrustPolicy.Quorum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy file line by line (C2SP tlog-policy); a name must be defined before it is used.
 */
final class PolicyFile {
  private static final String NONE = "none";

  private final List<NoteKey> logs = new ArrayList<>();
  private final Map<String, WitnessKey> witnesses = new LinkedHashMap<>();
  private final Map<String, Quorum> names = new HashMap<>();
  private final Set<String> members = new HashSet<>();
  private @Nullable Quorum quorum;

  TrustPolicy read(String file) {
    var lines = file.split("\n", -1);
    if (!lines[lines.length - 1].isEmpty()) {
      throw new IllegalArgumentException("a policy's last line ends with a newline");
    }
    for (int number = 1; number < lines.length; number++) {
      try {
        line(lines[number - 1]);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
      }
    }
    var rule = quorum;
    if (rule == null) {
      throw new IllegalArgumentException("a policy has a quorum line");
    }
    return new TrustPolicy(logs, witnesses, rule);
  }

  private void line(String line) {
    if (line.chars().anyMatch(c -> c < 0x20 && c != '\t' || c == 0x7f)) {
      throw new IllegalArgumentException("a control character");
    }
    var words = words(line);
    if (words.isEmpty() || words.getFirst().startsWith("#")) {
      return;
    }
    switch (words.getFirst()) {
      case "log" -> log(words);
      case "witness" -> witness(words);
      case "group" -> group(words);
      case "quorum" -> quorum(words);
      default -> throw new IllegalArgumentException("neither log, witness, group nor quorum");
    }
  }

  /** Only spaces and tabs are white. */
  private static List<String> words(String line) {
    var words = new ArrayList<String>();
    for (var word : line.split("[ \t]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private void log(List<String> words) {
    requireCount(words, 2, 3);
    var key = NoteKey.parse(words.get(1));
    if (logs.contains(key)) {
      throw new IllegalArgumentException("the log's key is there twice");
    }
    logs.add(key);
  }

  private void witness(List<String> words) {
    requireCount(words, 3, 4);
    var key = WitnessKey.parse(words.get(2));
    if (witnesses.values().stream().anyMatch(key::sameKeyAs)) {
      throw new IllegalArgumentException("the witness's key is there twice");
    }
    define(words.get(1), new Quorum.One(words.get(1)));
    witnesses.put(words.get(1), key);
  }

  private void group(List<String> words) {
    requireCount(words, 4, Integer.MAX_VALUE);
    var inside = new ArrayList<Quorum>();
    for (var name : words.subList(3, words.size())) {
      inside.add(defined(name));
      if (!members.add(name)) {
        throw new IllegalArgumentException(name + " is a member twice");
      }
    }
    define(words.get(1), new Quorum.Group(threshold(words.get(2), inside.size()), inside));
  }

  private static int threshold(String word, int count) {
    return switch (word) {
      case "all" -> count;
      case "any" -> 1;
      default -> {
        if (!word.matches("[1-9][0-9]{0,4}")) {
          throw new IllegalArgumentException("a group demands all, any or a number");
        }
        yield Integer.parseInt(word);
      }
    };
  }

  private void quorum(List<String> words) {
    requireCount(words, 2, 2);
    if (quorum != null) {
      throw new IllegalArgumentException("a second quorum line");
    }
    quorum = words.get(1).equals(NONE) ? new Quorum.None() : defined(words.get(1));
  }

  private void define(String name, Quorum rule) {
    if (name.equals(NONE) || names.putIfAbsent(name, rule) != null) {
      throw new IllegalArgumentException(name + " is defined already");
    }
  }

  private Quorum defined(String name) {
    var rule = names.get(name);
    if (rule == null) {
      throw new IllegalArgumentException(name + " is not defined above");
    }
    return rule;
  }

  private static void requireCount(List<String> words, int least, int most) {
    if (words.size() < least || words.size() > most) {
      throw new IllegalArgumentException("a " + words.getFirst() + " line has other parts");
    }
  }
}
