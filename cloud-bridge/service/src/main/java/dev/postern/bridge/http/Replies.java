package dev.postern.bridge.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postern.bridge.disclosure.Citation;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.DisclosureLog.Position;
import dev.postern.bridge.disclosure.DisclosureSummary;
import dev.postern.bridge.disclosure.Outcome;
import dev.postern.bridge.disclosure.Reason;
import dev.postern.bridge.disclosure.ReviewQuestion;
import dev.postern.bridge.disclosure.SearchSnippets.Shown;
import dev.postern.bridge.disclosure.Steps;
import dev.postern.runtime.problem.Problem;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What callers get (contracts.md section 2). */
final class Replies {

  private Replies() {}

  /** A question's end, 200. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Answered(
      String id,
      String conversationId,
      String outcome,
      @Nullable String answer,
      @Nullable Boolean uncited,
      List<Cited> citations,
      @Nullable Left disclosure,
      Receipt receipt,
      boolean outcomeRecorded,
      Map<String, Long> timingMs) {

    static Answered of(Outcome.Answered outcome) {
      return new Answered(
          outcome.question().toString(),
          outcome.conversation().toString(),
          "answered",
          outcome.answer().text(),
          outcome.answer().uncited(),
          outcome.answer().citations().stream().map(Cited::of).toList(),
          Left.of(outcome.disclosure()),
          Receipt.of(outcome.receipt()),
          outcome.recorded(),
          timing(outcome.timings()));
    }

    static Answered of(Outcome.NoSources outcome) {
      return new Answered(
          outcome.question().toString(),
          outcome.conversation().toString(),
          "no_sources",
          null,
          null,
          List.of(),
          null,
          Receipt.of(outcome.receipt()),
          true,
          timing(outcome.timings()));
    }

    /** For a caller who gets the text elsewhere in the same reply. */
    Answered withoutText() {
      return new Answered(
          id,
          conversationId,
          outcome,
          null,
          uncited,
          citations,
          disclosure,
          receipt,
          outcomeRecorded,
          timingMs);
    }

    @Override
    public String toString() {
      return "Answered[" + id + "]";
    }
  }

  /** A citation. */
  record Cited(
      String mark,
      String ref,
      String title,
      @Nullable Integer page,
      @Nullable String section,
      String quote,
      boolean quoteDeidentified) {

    static Cited of(Citation citation) {
      return new Cited(
          citation.mark(),
          citation.ref(),
          citation.title(),
          citation.page(),
          citation.section(),
          citation.quote(),
          citation.quoteDeidentified());
    }

    @Override
    public String toString() {
      return "Cited[" + mark + "]";
    }
  }

  /** What left, in numbers. */
  record Left(
      int snippets,
      int characters,
      Map<String, Integer> identifiersReplaced,
      String route,
      String region,
      String model) {

    static Left of(DisclosureSummary summary) {
      Map<String, Integer> replaced = new TreeMap<>();
      summary
          .identifiersReplaced()
          .byType()
          .forEach((type, count) -> replaced.put(type.name(), count));
      return new Left(
          summary.snippets(),
          summary.characters(),
          replaced,
          summary.route(),
          summary.region(),
          summary.model());
    }
  }

  /** A question afterwards. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Reviewed(
      String id,
      String outcome,
      @Nullable String code,
      @Nullable String question,
      @Nullable String answer,
      String askedAt,
      Receipt receipt) {

    static Reviewed of(ReviewQuestion.Reviewed seen) {
      return new Reviewed(
          seen.question().toString(),
          seen.outcome(),
          seen.code(),
          seen.text(),
          seen.answer(),
          seen.receipt().at().toString(),
          new Receipt(seen.receipt().log(), seen.receipt().index(), seen.receipt().leafHash()));
    }

    @Override
    public String toString() {
      return "Reviewed[" + id + "]";
    }
  }

  /** The very body that left. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Disclosed(String id, String body, @Nullable Map<String, String> identities) {

    static Disclosed of(UUID question, ReviewQuestion.Disclosed seen) {
      return new Disclosed(
          question.toString(), seen.body(), seen.identities().isEmpty() ? null : seen.identities());
    }

    @Override
    public String toString() {
      return "Disclosed[" + id + "]";
    }
  }

  /** Where the entry stands. */
  record Receipt(String log, long index, String leafHash) {

    static Receipt of(Position position) {
      return new Receipt(position.log(), position.index(), position.leafHash());
    }
  }

  /** A piece of an answer. */
  record Delta(String text) {
    @Override
    public String toString() {
      return "Delta[]";
    }
  }

  /** All citations of an answer. */
  record Citations(List<Cited> citations) {}

  /** What a search shows. */
  record Found(List<FoundSnippet> snippets) {}

  /** A snippet that a search shows. */
  record FoundSnippet(
      String ref, String title, @Nullable String section, String text, double score) {

    static FoundSnippet of(Shown shown) {
      return new FoundSnippet(
          shown.ref(), shown.title(), shown.section(), shown.text(), shown.score());
    }

    @Override
    public String toString() {
      return "FoundSnippet[" + ref + "]";
    }
  }

  /** A new conversation. */
  record Begun(String conversationId) {}

  static Map<String, Long> timing(Map<Steps.Step, Duration> timings) {
    Map<String, Long> millis = new TreeMap<>();
    timings.forEach(
        (step, time) -> millis.put(step.name().toLowerCase(Locale.ROOT), time.toMillis()));
    millis.put("total", timings.values().stream().mapToLong(Duration::toMillis).sum());
    return millis;
  }

  /** A question that ended without an answer. */
  static ProblemException problem(UUID question, Code code, List<Reason> reasons) {
    List<Problem.Reason> said =
        reasons.stream().map(r -> new Problem.Reason(r.code(), r.message(), r.control())).toList();
    return new ProblemException(ProblemCode.valueOf(code.name()), question.toString(), null, said);
  }
}
