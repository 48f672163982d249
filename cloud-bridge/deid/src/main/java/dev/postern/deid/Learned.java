package dev.postern.deid;

import dev.postern.deid.IdentifierModel.Guess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the model read, as spans: the veto of medicine heard, the type made fine by the words before
 * and the shape, the score set so that {@link Span#REPLACE} is the point where a stretch is taken
 * out.
 */
final class Learned {

  /** A stretch likelier than this is replaced. */
  private static final double REPLACE_FROM = 0.35;

  /** An acronym less likely than this is medicine's. */
  private static final double SURE = 0.9;

  /** One less likely than this is not even reported. */
  private static final double REPORT_FROM = 0.2;

  private static final Pattern EMAIL = Pattern.compile(".{1,128}@.{1,128}\\..{1,24}");
  private static final Pattern ADDRESS_OF_HOST =
      Pattern.compile("(?i)(?:\\d{1,3}\\.){3}\\d{1,3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}");
  private static final Pattern SITE =
      Pattern.compile("(?i)(?:https?:|www\\.).{1,200}|[\\w.-]{1,100}\\.[a-z]{2,10}(?:/.{0,200})?");
  private static final Pattern ZIP = Pattern.compile("\\d{5}(?:-\\d{4})?");
  private static final Pattern SSN = Pattern.compile("\\d{3}[- ]\\d{2}[- ]\\d{4}");
  private static final int CONTEXT = 6;
  private static final String IN = " in ";
  private static final Set<String> HOUSES = Lexicon.section("generic-houses");

  private final IdentifierModel model;
  private final MedicalVeto veto = new MedicalVeto();

  Learned(IdentifierModel model) {
    this.model = model;
  }

  /** Names the weights and the thresholds. */
  String digest() {
    return model.digest();
  }

  void find(Tokens tokens, Marks marks) {
    for (Guess read : together(tokens.text, model.read(tokens.text))) {
      Guess guess = housed(tokens, read);
      if (guess.probability() >= REPORT_FROM) {
        int first = tokens.at(guess.start());
        int last = first;
        while (last < tokens.count() && tokens.end(last) <= guess.end()) {
          last++;
        }
        for (Edges.Part part : Edges.parts(tokens, first, last, guess.kind())) {
          boolean whole = part.first() == first && part.last() == last;
          keep(tokens, part.first(), part.last(), whole ? guess : of(tokens, part, guess), marks);
        }
      }
    }
  }

  /**
   * A house and the town it stands in are one ("Mayo Clinic in Rochester, MN"), and a name with the
   * capitals before it ("MD Anderson").
   */
  private static List<Guess> together(String text, List<Guess> guesses) {
    List<Guess> out = new ArrayList<>();
    for (Guess guess : guesses) {
      Guess last = out.isEmpty() ? null : out.getLast();
      if (last != null && (placed(text, last, guess) || begun(text, last, guess))) {
        double likely = Math.max(last.probability(), guess.probability());
        out.set(out.size() - 1, new Guess(last.start(), guess.end(), last.kind(), likely));
      } else {
        out.add(guess);
      }
    }
    return out;
  }

  private static boolean placed(String text, Guess house, Guess town) {
    int gap = town.start() - IN.length();
    return house.kind() == IdentifierModel.Kind.ORGANISATION
        && town.kind() == IdentifierModel.Kind.ADDRESS
        && Math.min(house.probability(), town.probability()) >= REPLACE_FROM
        && text.startsWith(IN, gap)
        && house.end() >= gap;
  }

  private static boolean begun(String text, Guess capitals, Guess name) {
    return capitals.kind() == IdentifierModel.Kind.ORGANISATION
        && name.kind() == IdentifierModel.Kind.PERSON
        && name.probability() >= SURE
        && text.substring(capitals.end(), name.start()).equals(" ")
        && text.substring(capitals.start(), capitals.end())
            .chars()
            .allMatch(Character::isUpperCase);
  }

  /** "Our Springfield office": a town's own house of an organisation that is not named. */
  private static Guess housed(Tokens tokens, Guess guess) {
    int first = tokens.at(guess.start());
    int next = tokens.at(guess.end());
    boolean house =
        (guess.kind() == IdentifierModel.Kind.ADDRESS
                || guess.kind() == IdentifierModel.Kind.ORGANISATION)
            && guess.probability() >= REPLACE_FROM
            && first > 0
            && tokens.folded(first - 1).equals("our")
            && next < tokens.count()
            && tokens.gap(next - 1).equals(" ")
            && HOUSES.contains(tokens.folded(next));
    return house
        ? new Guess(
            guess.start(), tokens.end(next), IdentifierModel.Kind.ORGANISATION, guess.probability())
        : guess;
  }

  private static Guess of(Tokens tokens, Edges.Part part, Guess guess) {
    int start = tokens.start(part.first());
    int end = tokens.end(part.last() - 1);
    return new Guess(start, end, guess.kind(), guess.probability());
  }

  private void keep(Tokens tokens, int from, int to, Guess guess, Marks marks) {
    int first = from;
    int last = to;
    while (first < last && Edges.first(tokens, first, guess.kind())) {
      first++;
    }
    while (last > first && Edges.last(tokens, last - 1, guess.kind())) {
      last--;
    }
    boolean unsure = guess.probability() < SURE && acronym(tokens, first, last, guess.kind());
    if (last > first && !unsure && !veto.stays(tokens, first, last, guess.kind())) {
      int start = first == from ? guess.start() : tokens.start(first);
      int end = last == to ? guess.end() : tokens.end(last - 1);
      Guess kept = new Guess(start, end, guess.kind(), guess.probability());
      marks.learned(start, end, type(tokens, first, kept), score(guess.probability()));
    }
  }

  /** One word in capitals, or one with a number after it, in a text that is not in capitals. */
  private static boolean acronym(Tokens tokens, int first, int last, IdentifierModel.Kind kind) {
    return last - first <= 2
        && kind != IdentifierModel.Kind.PHONE
        && kind != IdentifierModel.Kind.DATE
        && first < last
        && tokens.length(first) <= 6
        && (last - first == 1 ? tokens.capitals(first) : tokens.digits(last - 1))
        && !(first > 0 && tokens.capitals(first - 1))
        && !(last < tokens.count() && tokens.capitals(last));
  }

  /** Half at the point of replacement, rising on both sides of it. */
  private static double score(double probability) {
    return probability >= REPLACE_FROM
        ? Span.REPLACE + (1 - Span.REPLACE) * (probability - REPLACE_FROM) / (1 - REPLACE_FROM)
        : Span.REPLACE * 0.99 * probability / REPLACE_FROM;
  }

  private static IdentifierType type(Tokens tokens, int first, Guess guess) {
    String value = tokens.text.substring(guess.start(), guess.end());
    return switch (guess.kind()) {
      case PERSON -> IdentifierType.PERSON;
      case ORGANISATION -> IdentifierType.ORGANISATION;
      case DATE -> IdentifierType.DATE;
      case ADDRESS -> ZIP.matcher(value).matches() ? IdentifierType.ZIP : IdentifierType.ADDRESS;
      case PHONE -> before(tokens, first, FAX) ? IdentifierType.FAX : IdentifierType.PHONE;
      case NET -> net(value);
      case ID -> number(tokens, first, value);
    };
  }

  private static IdentifierType net(String value) {
    if (EMAIL.matcher(value).matches()) {
      return IdentifierType.EMAIL;
    }
    if (ADDRESS_OF_HOST.matcher(value).matches()) {
      return IdentifierType.IP;
    }
    return SITE.matcher(value).matches() ? IdentifierType.URL : IdentifierType.USERNAME;
  }

  private record Named(IdentifierType type, Set<String> words) {}

  private static final Set<String> FAX = Set.of("fax", "facsimile");

  /** The first whose word stands before a number says what it is. */
  private static final List<Named> NAMED =
      List.of(
          new Named(IdentifierType.SSN, Set.of("ssn", "social")),
          new Named(IdentifierType.MRN, Set.of("mrn", "mr", "record", "chart", "hospital")),
          new Named(
              IdentifierType.PLAN_ID,
              Set.of(
                  "member",
                  "plan",
                  "policy",
                  "insurance",
                  "medicare",
                  "medicaid",
                  "beneficiary",
                  "subscriber",
                  "group",
                  "hicn",
                  "health")),
          new Named(
              IdentifierType.ACCOUNT,
              Set.of("account", "acct", "iban", "card", "invoice", "bank", "wallet", "credit")),
          new Named(
              IdentifierType.LICENCE,
              Set.of("license", "licence", "dea", "npi", "certificate", "passport", "driver")),
          new Named(IdentifierType.VEHICLE, Set.of("vin", "plate", "vehicle")),
          new Named(
              IdentifierType.DEVICE,
              Set.of("serial", "device", "implant", "udi", "pacemaker", "lot", "pump")),
          new Named(IdentifierType.BIOMETRIC, Set.of("fingerprint", "retina", "voiceprint")));

  private static IdentifierType number(Tokens tokens, int first, String value) {
    if (SSN.matcher(value).matches() && !before(tokens, first, NAMED.get(1).words)) {
      return IdentifierType.SSN;
    }
    for (Named named : NAMED) {
      if (before(tokens, first, named.words)) {
        return named.type;
      }
    }
    return IdentifierType.OTHER_ID;
  }

  /** Whether one of these words stands before a token, on its line. */
  private static boolean before(Tokens tokens, int first, Set<String> words) {
    for (int i = first - 1; i >= 0 && i >= first - CONTEXT; i--) {
      String gap = tokens.gap(i).toLowerCase(Locale.ROOT);
      if (gap.indexOf('\n') >= 0 || gap.indexOf(';') >= 0) {
        return false;
      }
      if (words.contains(tokens.folded(i))) {
        return true;
      }
    }
    return false;
  }
}
