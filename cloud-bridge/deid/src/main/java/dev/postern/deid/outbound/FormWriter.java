package dev.postern.deid.outbound;

import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.outbound.Forms.Form;
import dev.postern.deid.outbound.Forms.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Writes down every form of a value, squeezed. */
final class FormWriter {

  private static final Set<String> TITLES =
      Set.of(
          "dr",
          "mr",
          "mrs",
          "ms",
          "miss",
          "mx",
          "prof",
          "professor",
          "doctor",
          "sir",
          "madam",
          "rev",
          "nurse");
  private static final Set<String> SUFFIXES =
      Set.of(
          "jr", "sr", "ii", "iii", "iv", "md", "phd", "rn", "np", "pa", "dds", "facc", "esq", "msn",
          "lcsw");
  private static final Set<String> PARTICLES =
      Set.of(
          "van", "von", "der", "den", "de", "la", "le", "del", "della", "di", "da", "dos", "das",
          "du", "el", "al", "bin", "ibn", "ben", "ter", "ten", "st", "mac", "mc", "o", "abu", "zu",
          "af");

  private final BiConsumer<String, Form> out;
  private final PlaceForms places;
  private final DateForms dates;

  FormWriter(BiConsumer<String, Form> out) {
    this.out = out;
    this.places = new PlaceForms(this);
    this.dates = new DateForms(this);
  }

  void write(KnownIdentifier known) {
    switch (known.type()) {
      case PERSON -> person(known.value());
      case DATE -> dates.write(known.value());
      case ADDRESS, ORGANISATION -> places.write(known.type(), known.value());
      case AGE -> places.words(known.type(), known.value());
      default -> number(known.type(), known.value());
    }
  }

  /** Puts parts together; where they meet are the cuts. */
  void form(IdentifierType type, Shape shape, List<String> parts) {
    StringBuilder all = new StringBuilder();
    List<Integer> cuts = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      all.append(parts.get(i));
      if (i < parts.size() - 1) {
        cuts.add(all.length());
      }
    }
    if (!all.isEmpty()) {
      boolean apart = shape == Shape.INITIALS || shape == Shape.DATE;
      out.accept(all.toString(), new Form(type, shape, apart ? List.copyOf(cuts) : List.of()));
    }
  }

  private void person(String value) {
    int comma = value.indexOf(',');
    List<String> first = pieces(comma < 0 ? value : value.substring(0, comma));
    List<String> second =
        comma < 0 ? List.of() : pieces(value.substring(comma + 1).replace(',', ' '));
    if (!first.isEmpty() && !second.isEmpty()) {
      person(second, first);
      return;
    }
    List<String> all = first.isEmpty() ? second : first;
    int from = all.size() - 1;
    while (from > 1 && PARTICLES.contains(Squeezed.fold(all.get(from - 1)))) {
      from--;
    }
    if (!all.isEmpty()) {
      person(all.subList(0, from), all.subList(from, all.size()));
    }
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    for (String piece : text.strip().split("\\s+")) {
      if (!Squeezed.fold(piece).isEmpty()) {
        pieces.add(piece);
      }
    }
    while (pieces.size() > 1 && TITLES.contains(Squeezed.fold(pieces.getFirst()))) {
      pieces.removeFirst();
    }
    while (pieces.size() > 1 && SUFFIXES.contains(Squeezed.fold(pieces.getLast()))) {
      pieces.removeLast();
    }
    return pieces;
  }

  private void person(List<String> given, List<String> surname) {
    String last = Squeezed.fold(String.join(" ", surname));
    List<String> names = given.stream().map(Squeezed::fold).toList();
    if (!names.isEmpty()) {
      Shape shape = names.getFirst().length() > 1 ? Shape.WORDS : Shape.INITIALS;
      either(String.join("", names), last, shape, names.size() == 1);
      for (String name : names) {
        if (name.length() > 1) {
          either(name, last, Shape.WORDS, true);
          form(IdentifierType.PERSON, Shape.INITIALS, List.of(name, last.substring(0, 1)));
        }
        either(name.substring(0, 1), last, Shape.INITIALS, true);
      }
      middle(names, last, shape);
    }
    parts(surname);
    given.forEach(name -> parts(List.of(name)));
  }

  private void middle(List<String> names, String last, Shape shape) {
    if (names.size() > 1) {
      String second = names.get(1).substring(0, 1);
      String first = names.getFirst();
      form(IdentifierType.PERSON, shape, List.of(first, second, last));
      form(IdentifierType.PERSON, shape, List.of(last, first, second));
      List<String> initials = names.stream().map(name -> name.substring(0, 1)).toList();
      List<String> before = new ArrayList<>(initials);
      before.add(last);
      form(IdentifierType.PERSON, Shape.INITIALS, before);
      List<String> after = new ArrayList<>(List.of(last));
      after.addAll(initials);
      form(IdentifierType.PERSON, Shape.INITIALS, after);
    }
  }

  private void either(String given, String last, Shape shape, boolean simple) {
    if (shape == Shape.WORDS || simple) {
      form(IdentifierType.PERSON, shape, List.of(given, last));
      form(IdentifierType.PERSON, shape, List.of(last, given));
    }
  }

  private void parts(List<String> words) {
    if (words.size() > 1) {
      form(IdentifierType.PERSON, Shape.WORDS, words.stream().map(Squeezed::fold).toList());
    }
    String last = words.getLast();
    List<String> split = new ArrayList<>();
    for (String part : last.split("[^\\p{L}\\p{N}\\p{M}]+")) {
      split.add(Squeezed.fold(part));
    }
    split.removeIf(String::isEmpty);
    if (split.size() > 1) {
      form(IdentifierType.PERSON, Shape.WORDS, split);
      split.stream()
          .filter(part -> part.length() > 2 && !PARTICLES.contains(part))
          .forEach(part -> word(IdentifierType.PERSON, part));
    } else if (!split.isEmpty() && split.getFirst().length() > 1) {
      word(IdentifierType.PERSON, split.getFirst());
    }
  }

  void word(IdentifierType type, String word) {
    form(type, Shape.WORD, List.of(word));
  }

  void number(IdentifierType type, String value) {
    String all = Squeezed.fold(value);
    if (all.chars().noneMatch(Character::isDigit)) {
      places.words(type, value);
      return;
    }
    digits(type, all);
    for (String run : value.split("[^0-9]+")) {
      if (run.length() >= 5) {
        digits(type, run);
        digits(type, run.replaceFirst("^0+(?=\\d{5})", ""));
      }
    }
    if ((type == IdentifierType.PHONE || type == IdentifierType.FAX) && all.length() >= 10) {
      digits(type, all.substring(all.length() - 10));
      digits(type, all.substring(all.length() - 7));
    }
  }

  void digits(IdentifierType type, String form) {
    if (form.length() >= 4) {
      form(type, Shape.NUMBER, List.of(form));
    }
  }
}
