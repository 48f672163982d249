package dev.postern.deid.pseudonym;

import dev.postern.deid.IdentifierType;
import dev.postern.deid.PersonName;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Values that are nobody's: telephone numbers 555-0100 to 555-0199 (North American Numbering Plan),
 * addresses of RFC 5737 and RFC 3849, domains of RFC 2606, Social Security numbers with an area
 * from 900 on, which is never issued. None twice in one disclosure.
 */
final class ReservedValues {

  private static final List<String> GIVEN =
      List.of(
          "avery", "blake", "casey", "devon", "ellis", "finley", "harlow", "indigo", "jules",
          "kendall", "lennox", "marlow", "nico", "oakley", "perry", "quinn", "reese", "sage",
          "tatum", "vesper", "wren", "yael", "zephyr", "arden", "briar", "corin", "darcy", "emery");
  private static final List<String> SURNAMES =
      List.of(
          "ashdown",
          "birchall",
          "coldwell",
          "dunmere",
          "eastlake",
          "fernsby",
          "greaves",
          "hartwell",
          "inkpen",
          "jessop",
          "kestrel",
          "larkham",
          "mossley",
          "netherby",
          "orrell",
          "penhale",
          "quarrell",
          "redfern",
          "sallow",
          "thistle",
          "umber",
          "vellacott",
          "wetherell",
          "yarrow",
          "zennor",
          "amberley",
          "brindle",
          "cotterell",
          "dunnock",
          "elderby");
  private static final List<String> TOWNS =
      List.of("Ashbourne Vale", "Larkford", "Millmere", "Northwick", "Stonebeck", "Wrenfield");
  private static final List<String> STREETS =
      List.of("Juniper Rise", "Kestrel Walk", "Linden Mews", "Orchard Bank", "Thistle Row");
  private static final List<String> HOUSES =
      List.of("Larkford", "Millmere", "Northwick", "Stonebeck", "Wrenfield", "Fernhollow");

  private final RandomGenerator random;
  private final Set<String> avoided = new HashSet<>();
  private final Set<String> used = new HashSet<>();

  ReservedValues(RandomGenerator random) {
    this.random = random;
  }

  /** No value drawn from now on has one of these words. */
  void avoid(Set<String> words) {
    avoided.addAll(words);
  }

  PersonName person() {
    String given = word(GIVEN);
    String surname = word(SURNAMES);
    avoided.add(surname);
    return new PersonName(List.of(given), List.of(surname));
  }

  /** A word that is not avoided; when all are, one made up. */
  private String word(List<String> words) {
    List<String> free = words.stream().filter(one -> !avoided.contains(one)).toList();
    if (!free.isEmpty()) {
      return pick(free);
    }
    String made;
    do {
      made = pick(words) + pick(SURNAMES);
    } while (avoided.contains(made));
    return made;
  }

  /** One of the type, in the shape of the real one where that has a shape. */
  String value(IdentifierType type, String surface) {
    String value = draw(type, surface);
    for (int more = 0; !used.add(value) && more < 1000; more++) {
      value = draw(type, surface);
    }
    return value;
  }

  private String draw(IdentifierType type, String surface) {
    return switch (type) {
      case PHONE, FAX -> "(" + (201 + random.nextInt(700)) + ") 555-01" + digits(2);
      case EMAIL -> "user" + digits(5) + "@example.org";
      case URL -> "https://example.org/" + digits(5);
      case IP ->
          surface.indexOf(':') >= 0
              ? "2001:db8::" + Integer.toHexString(1 + random.nextInt(65_535))
              : "192.0.2." + (1 + random.nextInt(254));
      case SSN -> "9" + digits(2) + "-" + digits(2) + "-" + digits(4);
      case USERNAME -> "user" + digits(6);
      case ZIP -> "000" + digits(2);
      case ADDRESS ->
          surface.chars().anyMatch(Character::isDigit)
              ? (1 + random.nextInt(900)) + " " + pick(STREETS) + ", " + pick(TOWNS)
              : pick(TOWNS);
      case ORGANISATION -> pick(HOUSES) + " House " + (char) ('A' + random.nextInt(26));
      default -> shaped(surface);
    };
  }

  /** Every digit and letter another at random, the rest as it is. */
  private String shaped(String surface) {
    StringBuilder out = new StringBuilder();
    surface
        .codePoints()
        .forEach(
            c -> {
              if (Character.isDigit(c)) {
                out.append((char) ('0' + random.nextInt(10)));
              } else if (Character.isLetter(c)) {
                String letter = Character.toString('a' + random.nextInt(26));
                out.append(Character.isUpperCase(c) ? letter.toUpperCase(Locale.ROOT) : letter);
              } else {
                out.appendCodePoint(c);
              }
            });
    String value = out.toString();
    return value.equals(surface) && value.chars().anyMatch(Character::isLetterOrDigit)
        ? shaped(surface)
        : value;
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
