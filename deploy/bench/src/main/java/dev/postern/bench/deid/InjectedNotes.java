package dev.postern.bench.deid;

import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Real notes with invented people put in, and what scanners and hurried hands make of them. Its
 * names, places and sentences are not those of the training text. What belongs to the patient is
 * labelled {@code SUBJECT_...} and given as known.
 */
final class InjectedNotes {

  private final Random random;
  private final Carriers carriers;

  InjectedNotes(Path data, long seed) throws IOException {
    this.random = new Random(seed);
    this.carriers = new Carriers(data);
  }

  /** One patient; every number is invented. */
  private record Subject(
      String given,
      String surname,
      String mrn,
      String phone,
      int year,
      int month,
      int day,
      String street,
      String town) {

    @Override
    public String toString() {
      return "Subject[]";
    }
  }

  List<LabelledText> texts() {
    List<LabelledText> texts = new ArrayList<>();
    for (String note : carriers.notes()) {
      texts.add(text("note " + (texts.size() + 1), note));
    }
    return texts;
  }

  private LabelledText text(String id, String note) {
    Subject subject =
        new Subject(
            pick(Invented.GIVEN),
            pick(Invented.SURNAMES),
            digits(7),
            area() + "-" + digits(7),
            1930 + random.nextInt(80),
            1 + random.nextInt(12),
            1 + random.nextInt(28),
            (10 + random.nextInt(900)) + " " + pick(Invented.STREETS),
            pick(Invented.TOWNS));
    LabelledWriter out = new LabelledWriter();
    if (random.nextInt(3) == 0) {
      header(subject, out);
    }
    String[] sentences = note.split("(?<=[.])\\s+(?=[A-Z])");
    for (String sentence : sentences) {
      if (random.nextInt(4) == 0) {
        inject(subject, out);
      }
      out.plain(sentence).plain(" ");
    }
    inject(subject, out);
    if (random.nextInt(3) == 0) {
      signature(out);
    }
    out.noise(random);
    return new LabelledText(id, out.text(), out.gold(), List.of(), known(subject));
  }

  private void header(Subject who, LabelledWriter out) {
    String end = pick(List.of("\n", "\n", "   ", " | "));
    String colon = pick(List.of(": ", ": ", ":", " - "));
    out.plain("PATIENT" + colon)
        .gold(name(who, random.nextInt(2) == 0 ? "comma" : "caps"), "SUBJECT_NAME")
        .plain(end + "DOB" + colon)
        .gold(date(who.year, who.month, who.day), "SUBJECT_DATE")
        .plain(end + "MRN" + colon)
        .gold(who.mrn, "SUBJECT_MRN")
        .plain(end + "ATTENDING" + colon)
        .gold(other(), "NAME")
        .plain(end + "FACILITY" + colon)
        .gold(facility(), "FACILITY")
        .plain(end + "ADDRESS" + colon)
        .gold(who.street + ", " + who.town, "SUBJECT_ADDRESS")
        .plain("\n");
  }

  private void inject(Subject who, LabelledWriter out) {
    switch (random.nextInt(10)) {
      case 0 ->
          out.gold(name(who, "full"), "SUBJECT_NAME")
              .plain(" was brought to ")
              .gold(facility(), "FACILITY")
              .plain(" the night of ")
              .gold(anyDate(), "DATE")
              .plain(". ");
      case 1 ->
          out.plain("We rang the " + pick(List.of("niece", "stepfather", "landlady")) + ", ")
              .gold(other(), "NAME")
              .plain(", under ")
              .gold(area() + "-" + digits(3) + "-" + digits(4), "PHONE")
              .plain(", without success. ");
      case 2 ->
          out.plain("Dr. ")
              .gold(pick(Invented.SURNAMES), "NAME")
              .plain(" wants the films from ")
              .gold(facility(), "FACILITY")
              .plain(" compared. ");
      case 3 ->
          out.plain(pick(List.of("Mr. ", "Mrs. ", "Ms. ")))
              .gold(who.surname, "SUBJECT_NAME")
              .plain(" has kept the flat at ")
              .gold(who.street, "SUBJECT_ADDRESS")
              .plain(" and shops for herself. ");
      case 4 ->
          out.plain("Chart " + pick(List.of("no. ", "#", "number ")))
              .gold(who.mrn, "SUBJECT_MRN")
              .plain(" was pulled on ")
              .gold(anyDate(), "DATE")
              .plain(". ");
      case 5 ->
          out.plain("Since the move from ")
              .gold(pick(Invented.TOWNS), "TOWN")
              .plain(", ")
              .gold(who.given, "SUBJECT_NAME")
              .plain(" sleeps better. ");
      case 6 ->
          out.plain("The report went to ")
              .gold(mail(), "EMAIL")
              .plain(" and by fax to ")
              .gold("(" + area() + ") " + digits(3) + "-" + digits(4), "PHONE")
              .plain(". ");
      case 7 ->
          out.plain("Member ID ")
              .gold(pick(List.of("QZ", "HRT", "K")) + digits(8), "PLAN")
              .plain(" lapsed in ")
              .gold(pick(Invented.MONTHS) + " " + (2015 + random.nextInt(11)), "DATE")
              .plain(". ");
      case 8 ->
          out.plain("Born ")
              .gold(date(who.year, who.month, who.day), "SUBJECT_DATE")
              .plain("; ")
              .gold(name(who, "full"), "SUBJECT_NAME")
              .plain(" lives with ")
              .gold(pick(Invented.GIVEN), "NAME")
              .plain(" in ")
              .gold(who.town, "SUBJECT_ADDRESS")
              .plain(". ");
      default ->
          out.plain("Reachable at ")
              .gold(who.phone, "SUBJECT_PHONE")
              .plain("; pharmacist ")
              .gold(other(), "NAME")
              .plain(" was told. ");
    }
  }

  private void signature(LabelledWriter out) {
    out.plain("\n" + pick(List.of("Electronically signed by ", "Signed: ", "Dictated by ")))
        .gold(other(), "NAME")
        .plain(", MD, ")
        .gold(anyDate(), "DATE")
        .plain("\n");
  }

  private List<KnownIdentifier> known(Subject who) {
    String birth = String.format(Locale.ROOT, "%04d-%02d-%02d", who.year, who.month, who.day);
    return List.of(
        known(IdentifierType.PERSON, who.given + " " + who.surname),
        known(IdentifierType.MRN, who.mrn),
        known(IdentifierType.PHONE, who.phone),
        known(IdentifierType.DATE, birth),
        known(IdentifierType.ADDRESS, who.street + ", " + who.town));
  }

  private static KnownIdentifier known(IdentifierType type, String value) {
    return new KnownIdentifier(type, value, "subject", "subject");
  }

  private String name(Subject who, String form) {
    return switch (form) {
      case "comma" -> who.surname + ", " + who.given;
      case "caps" -> (who.surname + ", " + who.given).toUpperCase(Locale.ROOT);
      default -> who.given + " " + who.surname;
    };
  }

  private String other() {
    String given = pick(Invented.GIVEN);
    String surname = pick(Invented.SURNAMES);
    return switch (random.nextInt(5)) {
      case 0 -> given.charAt(0) + ". " + surname;
      case 1 -> surname + ", " + given;
      default -> given + " " + surname;
    };
  }

  private String facility() {
    return pick(Invented.FACILITIES);
  }

  private String mail() {
    return pick(Invented.GIVEN).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "x")
        + digits(2)
        + "@"
        + pick(List.of("posthaus.example", "tealmail.example.org", "brieftaube.example.net"));
  }

  private String anyDate() {
    return date(2008 + random.nextInt(18), 1 + random.nextInt(12), 1 + random.nextInt(28));
  }

  private String date(int year, int month, int day) {
    String name = Invented.MONTHS.get(month - 1);
    return switch (random.nextInt(6)) {
      case 0 -> month + "/" + day + "/" + year;
      case 1 -> String.format(Locale.ROOT, "%02d/%02d/%02d", month, day, year % 100);
      case 2 -> String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
      case 3 -> name + " " + day + ", " + year;
      case 4 -> day + " " + name + " " + year;
      default -> name.substring(0, 3) + " " + day + " " + year;
    };
  }

  private String area() {
    return (2 + random.nextInt(8)) + digits(2);
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('1' + random.nextInt(9)));
    }
    return digits.toString();
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
