package dev.postern.deid;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Invented people and texts about them, by seed. */
public final class Samples {

  private static final List<String> GIVEN =
      List.of(
          "Zdenka",
          "Oluwaseun",
          "Mirela",
          "Thaddeus",
          "Anneliese",
          "Kwabena",
          "Ingeborg",
          "Ximena",
          "Łukasz",
          "Renée",
          "Wei",
          "Siobhán");
  private static final List<String> SURNAMES =
      List.of(
          "Brzezinski",
          "Okonkwo",
          "O'Sullivan",
          "Garcia-Lorca",
          "van der Berg",
          "Müller",
          "Nakamura",
          "Haldorsen",
          "Papadopoulos",
          "Quispe",
          "Ng",
          "Achterberg");
  private static final List<String> PROSE =
      List.of(
          " was seen for follow-up of hypertension. ",
          " reports no chest pain, BP 120/80, strength 5/5. ",
          "\nAssessment: stable on metoprolol 25 mg daily; ",
          " denies fever. Ejection fraction 55%. ",
          " 😀 feels well; ",
          " — at 32 weeks — ",
          " (see note), ",
          ". Parkinson's disease was ruled out. ");
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private final Random random;

  public Samples(long seed) {
    this.random = new Random(seed);
  }

  /** One text and what stands in it that identifies. */
  public record Sample(String text, List<KnownIdentifier> known, List<String> planted) {}

  /** A text whose planted identifiers are all known, each in one of its forms. */
  public Sample known() {
    String given = pick(GIVEN);
    String surname = pick(SURNAMES);
    String mrn = "00" + digits(6);
    String phone = "(" + area() + ") 555-" + digits(4);
    int year = 1935 + random.nextInt(70);
    int month = 1 + random.nextInt(12);
    int day = 1 + random.nextInt(28);
    String street = (10 + random.nextInt(9000)) + " Larkspur Avenue";
    List<KnownIdentifier> known =
        List.of(
            new KnownIdentifier(IdentifierType.PERSON, given + " " + surname, "p", "h"),
            new KnownIdentifier(IdentifierType.MRN, mrn, "p", "h"),
            new KnownIdentifier(IdentifierType.PHONE, phone, "p", "h"),
            new KnownIdentifier(
                IdentifierType.DATE,
                String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day),
                "p",
                "h"),
            new KnownIdentifier(
                IdentifierType.ADDRESS, street + ", Wexcombe, OH 44" + digits(3), "p", "h"));
    List<String> forms = new ArrayList<>();
    forms.add(name(given, surname));
    forms.add(name(given, surname));
    forms.add(pick(List.of(mrn, mrn.substring(2), mrn.substring(0, 4) + "-" + mrn.substring(4))));
    forms.add(
        pick(
            List.of(
                phone,
                phone.replaceAll("[() -]", ""),
                phone.replaceAll("[() -]+", ".").substring(1),
                "+1 " + phone.replaceAll("[() -]+", " ").strip())));
    forms.add(date(year, month, day));
    forms.add(
        pick(
            List.of(
                street,
                street.toUpperCase(Locale.ROOT),
                street.replace("Avenue", "Ave"),
                "Wexcombe")));
    return sample(forms, known);
  }

  /** A text with identifiers that only their shape gives away. */
  public Sample patterned() {
    List<String> forms = new ArrayList<>();
    forms.add(digits(3) + "-" + digits(2) + "-" + digits(4));
    forms.add("reader" + digits(3) + "@mail.example.org");
    forms.add("(" + area() + ") 555-" + digits(4));
    forms.add(pick(MONTHS) + " " + (1 + random.nextInt(28)) + ", " + (1990 + random.nextInt(35)));
    forms.add("https://portal.example.net/v/" + digits(4));
    forms.add("192.0.2." + (1 + random.nextInt(250)));
    forms.add("MRN: " + digits(7));
    forms.add("Dr. " + pick(GIVEN) + " " + pick(SURNAMES));
    return sample(forms, List.of());
  }

  private Sample sample(List<String> forms, List<KnownIdentifier> known) {
    StringBuilder text = new StringBuilder("Note:");
    for (String form : forms) {
      text.append(pick(PROSE)).append(form);
    }
    text.append(pick(PROSE));
    return new Sample(text.toString(), known, forms);
  }

  private String name(String given, String surname) {
    String initial = given.substring(0, 1);
    List<String> forms =
        List.of(
            given + " " + surname,
            surname + ", " + given,
            (surname + ", " + given).toUpperCase(Locale.ROOT),
            initial + ". " + surname,
            surname + ", " + initial + ".",
            given + " " + surname.substring(0, 1).toUpperCase(Locale.ROOT) + ".",
            given,
            surname.substring(surname.lastIndexOf(' ') + 1),
            (given + " " + surname).toLowerCase(Locale.ROOT),
            given + "\n" + surname);
    return pick(forms);
  }

  private String date(int year, int month, int day) {
    String name = MONTHS.get(month - 1);
    return pick(
        List.of(
            month + "/" + day + "/" + year,
            String.format(Locale.ROOT, "%02d/%02d/%02d", month, day, year % 100),
            year + "-" + String.format(Locale.ROOT, "%02d-%02d", month, day),
            name + " " + day + ", " + year,
            day + " " + name.substring(0, 3) + " " + year,
            String.format(Locale.ROOT, "%02d.%02d.%04d", day, month, year),
            day + " " + name + " " + year));
  }

  private String area() {
    return (2 + random.nextInt(8)) + digits(2);
  }

  public String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('1' + random.nextInt(9)));
    }
    return digits.toString();
  }

  public <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }
}
