package dev.postern.parser;

import dev.postern.parser.Subject.Allowance;
import dev.postern.parser.Subject.Id;
import dev.postern.parser.Subject.Known;
import dev.postern.parser.Subject.Tie;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A patient's record while it is gathered; blank values and repetitions are left out. */
final class SubjectDraft {

  private static final int LONGEST = 500;
  private static final int MOST = 200;

  private final Set<Id> ids = new LinkedHashSet<>();
  private final Set<Known> known = new LinkedHashSet<>();
  private final Set<Tie> relationships = new LinkedHashSet<>();
  private final Set<Allowance> consents = new LinkedHashSet<>();
  private final Set<String> flags = new LinkedHashSet<>();
  private int persons;

  void id(String authority, String identifier, String type) {
    String value = line(identifier);
    if (!value.isEmpty() && ids.size() < MOST) {
      ids.add(new Id(line(authority), value, type));
    }
  }

  void known(String type, String value) {
    known(0, type, value);
  }

  void known(int person, String type, String value) {
    String clean = line(value);
    if (!clean.isEmpty() && known.size() < MOST) {
      known.add(new Known(person, type, clean));
    }
  }

  /** The number of another relative. */
  int relative() {
    return ++persons;
  }

  void relationship(String user, String kind, @Nullable String until) {
    if (!user.isBlank() && relationships.size() < MOST) {
      relationships.add(new Tie(line(user), kind, until));
    }
  }

  void consent(String code, String effect, @Nullable String until) {
    if (!code.isBlank() && consents.size() < MOST) {
      consents.add(new Allowance(line(code), effect, until));
    }
  }

  void flag(String flag) {
    if (!flag.isBlank() && flags.size() < MOST) {
      flags.add(line(flag));
    }
  }

  boolean isNamed() {
    return !ids.isEmpty();
  }

  Subject subject() {
    return new Subject(
        ids.stream().toList(),
        known.stream().toList(),
        relationships.stream().toList(),
        consents.stream().toList(),
        flags.stream().toList());
  }

  private static String line(String value) {
    String clean = CleanText.oneLine(value);
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST).strip();
  }

  @Override
  public String toString() {
    return "SubjectDraft[hidden]";
  }
}
