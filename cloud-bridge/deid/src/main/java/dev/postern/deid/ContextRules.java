package dev.postern.deid;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers and names that identify because of the word before them: "MRN", "member id", "serial no".
 * The span covers the value alone. No check digit can take such a match away.
 */
final class ContextRules implements Rules {

  private static final String SEPARATOR =
      "(?: {0,2}(?:number|num|nr|no|id|code|identifier|#|:|=|-|is|was|of|ending in|ends in|\\(|\\n|\\.)(?![\\p{L}])|(?: {0,2}[#:=.(-])){0,4} {0,2}#? ?";
  private static final String VALUE =
      "((?=[\\p{L}\\p{N}/._-]{0,24}\\d)[\\p{L}\\p{N}](?:[\\p{L}\\p{N}]|[-/._](?=[\\p{L}\\p{N}])){2,27}(?: \\d{2,6}(?![\\p{L}\\d/.%])){0,3})(?![\\p{L}\\p{N}])";
  private static final String STRICT =
      " {0,2}(?:(?:number|num|nr|no|id|code|identifier)\\.? {0,2})?(?:[#:=]|is|was|number|id|no\\.?) {0,2}#? ?";

  /** Words that can open a label; everything else is passed over at the cost of one lookup. */
  private static final Set<String> OPENERS = Lexicon.section("label-openers");

  /** A label with the type of what follows. */
  private record Label(IdentifierType type, Pattern pattern, double score) {}

  private static final List<Label> LABELS =
      List.of(
          label(
              IdentifierType.MRN,
              "mrn|mr(?= ?[#:])|emrn|hrn|medical record|med rec|chart(?= ?(?:#|no|num|id))|patient(?= ?(?:id|no|num|#|record|ident))|record(?= ?(?:#|no|num|id))|hospital(?= ?(?:#|no|num|id))|unit(?= ?(?:#|no\\b|num))|nhs(?= ?(?:no|num|#|:|\\d))|pid(?= ?[#:=])",
              SEPARATOR,
              0.95),
          label(
              IdentifierType.SSN,
              "ssn|social security|social(?= ?(?:#|no|num))|ss(?= ?#)|sin(?= ?[#:])",
              SEPARATOR,
              0.95),
          label(
              IdentifierType.PLAN_ID,
              "(?:health ?plan|member(?:ship)?|subscriber|beneficiary|insurance|policy|group|plan|medicare|medicaid|mbi|hicn|payer|coverage|aetna|cigna|humana|bcbs|blue cross)(?: (?:plan|policy|beneficiary|member|group|card))?",
              STRICT,
              0.9),
          label(
              IdentifierType.ACCOUNT,
              "(?:bank |patient |billing )?(?:account|acct|invoice|billing|claim|routing|iban|credit card|debit card|card|guarantor|swift|bic)",
              STRICT,
              0.9),
          label(
              IdentifierType.LICENCE,
              "(?:driver'?s? |driving |medical |professional |state |nursing )?(?:licen[cs]e|lic|certificate|certification|registration|dea|npi|passport|permit|dl)",
              STRICT,
              0.9),
          label(
              IdentifierType.VEHICLE,
              "vin|(?:license |licence |number |vehicle )?plate|vehicle(?: (?:id|identification|registration|tag))?|car registration",
              STRICT,
              0.9),
          label(
              IdentifierType.DEVICE,
              "(?:device |pacemaker |implant |pump |meter |lead |generator |icd )?(?:serial|s/n|sn|imei|udi|device|pacemaker|implant|mac(?: address)?|asset tag|model)",
              STRICT,
              0.9),
          label(
              IdentifierType.USERNAME,
              "(?:user ?name|user ?id|user|login|log-in|screen ?name|handle|account name|portal id|skype|twitter|instagram|telegram)",
              STRICT,
              0.85),
          label(
              IdentifierType.BIOMETRIC,
              "(?:finger ?prints?|iris|retina(?:l)?|voice ?prints?|biometric|face|facial|palm|dna)(?: (?:scan|template|sample|hash|profile|recognition))?",
              STRICT,
              0.9),
          label(
              IdentifierType.PHONE,
              "(?:tel(?:ephone)?|phone|cell|mobile|pager|beeper|call|contact|ext(?:ension)?)",
              " {0,2}(?:number|no|#|:|at|is|\\.){0,2} {0,2}(?=\\+?[\\d(])",
              0.8),
          label(
              IdentifierType.ZIP,
              "zip(?: ?code)?|postal(?: code)?|postcode",
              "(?: is|:|=)? {0,2}",
              0.9),
          label(
              IdentifierType.OTHER_ID,
              "(?:case|encounter|visit|accession|specimen|order|study|subject|badge|employee|student|ticket|reference|ref|confirmation|tracking|requisition|prescription|rx|csn|fin|har|episode|referral|national|tax|file|incident|docket|military|service|veteran|uid|unique|identifier|id)",
              STRICT,
              0.8));

  private static Label label(IdentifierType type, String words, String separator, double score) {
    String value =
        switch (type) {
          case USERNAME -> "([\\p{L}\\p{N}@](?:[\\p{L}\\p{N}_-]|\\.(?=[\\p{L}\\p{N}])){2,31})";
          case PHONE -> "(\\+?\\(?\\d{2,4}\\)?(?:[-. /]{0,2}\\d{2,4}){1,4})(?![\\p{L}\\d%])";
          case ZIP -> "(\\d{5}(?:-\\d{4})?|[A-Z]{1,2}\\d[A-Z0-9]? ?\\d[A-Z]{2})(?![\\p{L}\\d])";
          default -> VALUE;
        };
    return new Label(
        type, Pattern.compile("(?i)(?:" + words + ")(?!\\p{L})" + separator + value), score);
  }

  @Override
  public List<Pattern> patterns() {
    return LABELS.stream().map(Label::pattern).toList();
  }

  @Override
  public void find(Tokens tokens, Marks marks) {
    Matcher[] matchers =
        LABELS.stream()
            .map(label -> label.pattern.matcher(tokens.text).useTransparentBounds(true))
            .toArray(Matcher[]::new);
    for (int i = 0; i < tokens.count(); i++) {
      if (!tokens.digits(i) && OPENERS.contains(tokens.folded(i))) {
        at(tokens, i, matchers, marks);
      }
    }
  }

  private static void at(Tokens tokens, int i, Matcher[] matchers, Marks marks) {
    int start = tokens.start(i);
    int end = Math.min(tokens.text.length(), start + 110);
    for (int l = 0; l < matchers.length; l++) {
      Matcher matcher = matchers[l];
      if (matcher.region(start, end).lookingAt()) {
        value(tokens, LABELS.get(l), matcher, marks);
        return;
      }
    }
  }

  private static void value(Tokens tokens, Label label, Matcher matcher, Marks marks) {
    String value = matcher.group(1);
    long digits = value.chars().filter(Character::isDigit).count();
    if (label.type == IdentifierType.USERNAME
        && (Lexicon.FUNCTION.contains(value) || Lexicon.ORDINARY.contains(Tokens.fold(value)))) {
      return;
    }
    long least =
        label.type == IdentifierType.USERNAME
            ? 0
            : label.type == IdentifierType.MRN || label.type == IdentifierType.SSN
                ? 3
                : label.type == IdentifierType.PHONE ? 4 : 2;
    boolean date =
        label.type != IdentifierType.ZIP
            && value.matches("\\d{1,2}/\\d{1,2}/\\d{2,4}|\\d{4}-\\d{2}-\\d{2}");
    if (digits >= least && !date) {
      marks.add(matcher.start(1), matcher.end(1), label.type, label.score);
    }
  }
}
