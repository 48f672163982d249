package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.Purpose;
import dev.postern.bridge.disclosure.Question;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What callers send, and how it becomes a question; what is missing or too much is a problem. */
final class Requests {

  /** How many seconds the caller waits for the whole answer. */
  static final String ANSWER_WITHIN = "X-Answer-Within";

  private static final int LONGEST = 3600;

  private Requests() {}

  /** The question of a caller who waits so many seconds, or as long as it takes. */
  static Question within(@Nullable String seconds, Question question) {
    if (seconds == null) {
      return question;
    }
    if (!seconds.matches("[1-9][0-9]{0,3}") || Integer.parseInt(seconds) > LONGEST) {
      throw invalid(ANSWER_WITHIN + " is not a number of seconds from 1 to " + LONGEST + ".");
    }
    return question.within(Duration.ofSeconds(Integer.parseInt(seconds)));
  }

  /** Body of {@code POST /v1/questions}. */
  record Ask(
      @Nullable String question,
      @Nullable String purposeOfUse,
      @Nullable String conversationId,
      @Nullable String route,
      @Nullable Integer maxSnippets,
      @Nullable BreakGlass breakGlass) {

    @Override
    public String toString() {
      return "Ask[hidden]";
    }

    Question question(Limits limits) {
      String route = this.route;
      if (route != null && !route.matches("[a-z0-9][a-z0-9-]{0,62}")) {
        throw invalid("route is not a route's name.");
      }
      Purpose purpose = purpose(purposeOfUse);
      Question.BreakGlass emergency = breakGlass == null ? null : breakGlass.value();
      if (emergency != null && purpose != Purpose.ETREAT) {
        throw invalid("break_glass goes with purpose_of_use ETREAT.");
      }
      return new Question(
          Ids.next(),
          Requests.text("question", question, limits),
          purpose,
          conversationId == null ? null : id("conversation_id", conversationId),
          route,
          count("max_snippets", maxSnippets, limits),
          emergency);
    }
  }

  /** Member {@code break_glass}. */
  record BreakGlass(@Nullable String code, @Nullable String reason, @Nullable Patient patient) {

    @Override
    public String toString() {
      return "BreakGlass[hidden]";
    }

    Question.BreakGlass value() {
      String code = required("break_glass.code", this.code);
      if (!code.matches("[A-Za-z0-9._-]{1,64}")) {
        throw invalid("break_glass.code is not a code.");
      }
      String reason = required("break_glass.reason", this.reason);
      if (patient == null) {
        throw invalid("break_glass.patient is missing.");
      }
      return new Question.BreakGlass(
          code,
          reason,
          required("break_glass.patient.authority", patient.authority()),
          required("break_glass.patient.identifier", patient.identifier()));
    }
  }

  /** Member {@code break_glass.patient}. */
  record Patient(@Nullable String authority, @Nullable String identifier) {

    @Override
    public String toString() {
      return "Patient[hidden]";
    }
  }

  /** Body of {@code POST /v1/search}. */
  record Search(@Nullable String text, @Nullable String purposeOfUse, @Nullable Integer limit) {

    @Override
    public String toString() {
      return "Search[hidden]";
    }

    Question sought(Limits limits) {
      return new Question(
          Ids.next(),
          Requests.text("text", text, limits),
          purpose(purposeOfUse),
          null,
          null,
          count("limit", limit, limits),
          null);
    }
  }

  /** Body of {@code POST /v1/conversations}. */
  record Begin(@Nullable String purposeOfUse) {}

  static Purpose purpose(@Nullable String code) {
    return Purpose.of(required("purpose_of_use", code))
        .orElseThrow(() -> invalid("purpose_of_use is not an HL7 v3 PurposeOfUse known here."));
  }

  static UUID id(String member, String text) {
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equals(text.toLowerCase(Locale.ROOT))) {
        return id;
      }
      throw invalid(member + " is not an id.");
    } catch (IllegalArgumentException e) {
      throw invalid(member + " is not an id.");
    }
  }

  static String text(String member, @Nullable String text, Limits limits) {
    String given = required(member, text);
    if (given.codePointCount(0, given.length()) > limits.questionCharacters()) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE,
          member + " is longer than " + limits.questionCharacters() + " characters.");
    }
    requireWellFormed(member, given);
    return given;
  }

  static void requireWellFormed(String member, String text) {
    if (text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF || c == 0)) {
      throw invalid(member + " is not well-formed Unicode text.");
    }
  }

  private static int count(String member, @Nullable Integer count, Limits limits) {
    if (count == null) {
      return limits.defaultSnippets();
    }
    if (count < 1 || count > limits.snippets()) {
      throw invalid(member + " is not between 1 and " + limits.snippets() + ".");
    }
    return count;
  }

  private static String required(String member, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw invalid(member + " is missing.");
    }
    return text;
  }

  static ProblemException invalid(String detail) {
    return new ProblemException(ProblemCode.INVALID_REQUEST, detail);
  }
}
