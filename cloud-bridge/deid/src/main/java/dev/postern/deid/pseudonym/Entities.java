package dev.postern.deid.pseudonym;

import dev.postern.deid.CalendarDate;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.PersonName;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says which surface forms mean the same. A name belongs to a person when it is a form of that one
 * person's name and of nobody else's; where two could be meant it stands for itself, so that two
 * people with one surname never merge. Numbers are the same without separators, dates when they are
 * one day.
 */
final class Entities {

  /**
   * One person, equal to nobody else: what to call them by, and what texts or records call them.
   */
  private static final class Person {
    final String canonical;
    final Set<String> names = new LinkedHashSet<>();

    Person(String canonical) {
      this.canonical = canonical;
    }
  }

  private final Map<String, Person> byCanonical = new LinkedHashMap<>();
  private final Map<String, Set<Person>> byForm = new HashMap<>();

  Entities(Collection<KnownIdentifier> known, List<StoredToken> stored) {
    Set<String> own = new HashSet<>();
    for (StoredToken token : stored) {
      own.add(token.token().text());
      if (token.token().type() == IdentifierType.PERSON) {
        person(token.values());
      }
    }
    Set<String> met = Set.copyOf(byCanonical.keySet());
    Map<String, List<String>> groups = new LinkedHashMap<>();
    int single = 0;
    for (KnownIdentifier one : known) {
      if (one.type() == IdentifierType.PERSON && !own.contains(one.person())) {
        String group = one.person().isEmpty() ? "\0" + single++ : one.person();
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(one.value());
      }
    }
    Map<String, Long> records =
        groups.values().stream()
            .flatMap(names -> inFull(names).distinct())
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    for (List<String> names : groups.values()) {
      inFull(names)
          .filter(name -> met.contains(name) && records.getOrDefault(name, 0L) == 1)
          .findFirst()
          .ifPresentOrElse(name -> person(name, names), () -> person(names));
    }
  }

  // A record tells all names of a person. Whom an earlier turn met by one of them in full is the
  // same person, unless two records have that name.
  private static Stream<String> inFull(List<String> names) {
    return names.stream()
        .map(PersonName::parse)
        .filter(name -> !name.given().isEmpty() && name.given().getFirst().length() > 1)
        .map(PersonName::canonical);
  }

  /** Makes the people known whom only the texts name; fuller names come first. */
  void discover(Collection<String> surfaces) {
    surfaces.stream()
        .sorted(
            Comparator.comparingInt((String name) -> PersonName.parse(name).fullness()).reversed())
        .filter(name -> candidates(name).isEmpty())
        .forEach(name -> person(List.of(name)));
  }

  private void person(List<String> names) {
    String fullest =
        names.stream()
            .max(Comparator.comparingInt(name -> PersonName.parse(name).fullness()))
            .orElseThrow();
    person(PersonName.parse(fullest).canonical(), names);
  }

  private void person(String canonical, List<String> names) {
    Person person = byCanonical.computeIfAbsent(canonical, Person::new);
    for (String name : names) {
      if (person.names.add(name)) {
        PersonName.parse(name)
            .forms()
            .keySet()
            .forEach(
                form -> byForm.computeIfAbsent(form, key -> new LinkedHashSet<>()).add(person));
        byForm
            .computeIfAbsent(PersonName.parse(name).canonical(), key -> new LinkedHashSet<>())
            .add(person);
      }
    }
  }

  private Set<Person> candidates(String surface) {
    PersonName name = PersonName.parse(surface);
    Person exact = byCanonical.get(name.canonical());
    if (exact != null) {
      return Set.of(exact);
    }
    Set<Person> found = byForm.get(name.canonical());
    return found == null ? Set.of() : found;
  }

  /** Equal for what means the same. */
  String canonical(IdentifierType type, String surface) {
    return switch (type) {
      case PERSON -> {
        Set<Person> people = candidates(surface);
        yield people.size() == 1
            ? people.iterator().next().canonical
            : PersonName.parse(surface).canonical();
      }
      case DATE ->
          CalendarDate.parse(surface)
              .map(
                  day ->
                      String.format(
                          Locale.ROOT, "%04d-%02d-%02d", day.year(), day.month(), day.day()))
              .orElseGet(() -> words(surface));
      case ADDRESS, ORGANISATION -> words(surface);
      case PHONE, FAX -> words(surface).replace(" ", "").replaceFirst("^1(?=\\d{10}$)", "");
      case URL, EMAIL, USERNAME ->
          Normalizer.normalize(surface, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
      default -> words(surface).replace(" ", "").replaceFirst("^0+(?=\\d{5})", "");
    };
  }

  /** Folded words; of a text without any, the text. */
  private static String words(String surface) {
    String folded =
        Normalizer.normalize(surface, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}]+", " ")
            .strip();
    return folded.isEmpty() ? surface : folded;
  }

  /**
   * What restoring puts back for a surface form: the fullest name of the one person it means, else
   * the form itself.
   */
  String fullest(IdentifierType type, String surface) {
    if (type != IdentifierType.PERSON) {
      return surface;
    }
    Set<Person> people = candidates(surface);
    if (people.size() != 1) {
      return surface;
    }
    return people.iterator().next().names.stream()
        .max(Comparator.comparingInt(name -> PersonName.parse(name).fullness()))
        .map(Entities::natural)
        .orElse(surface);
  }

  /** "Kowalski, Anna" as "Anna Kowalski". */
  private static String natural(String name) {
    int comma = name.indexOf(',');
    if (comma <= 0 || name.indexOf(',', comma + 1) >= 0 || name.substring(comma + 1).isBlank()) {
      return name;
    }
    return name.substring(comma + 1).strip() + " " + name.substring(0, comma).strip();
  }
}
