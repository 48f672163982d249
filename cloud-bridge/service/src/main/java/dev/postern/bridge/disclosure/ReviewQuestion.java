package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.DisclosureLog.Access;
import dev.postern.bridge.disclosure.QuestionIndex.Recorded;
import dev.postern.bridge.disclosure.Records.Content;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looking at a question afterwards: its asker and the reviewers of its tenant may, and each look is
 * recorded before it is shown. Everybody else hears that there is no such question.
 */
public final class ReviewQuestion {
  private final QuestionIndex index;
  private final Records records;
  private final DisclosureLog log;
  private final DisclosurePolicy policy;
  private final Budgets budgets;
  private final Clock clock;

  public ReviewQuestion(
      QuestionIndex index,
      Records records,
      DisclosureLog log,
      DisclosurePolicy policy,
      Budgets budgets,
      Clock clock) {
    this.index = index;
    this.records = records;
    this.log = log;
    this.policy = policy;
    this.budgets = budgets;
    this.clock = clock;
  }

  /**
   * A question afterwards.
   *
   * @param outcome answered, partial, failed, not_sent, stopped, cancelled, no_sources, refused, or
   *     open while no closing entry is known here
   * @param code of a refusal, or null
   * @param text the question: as asked to its asker, as it left to reviewers; null once its key is
   *     gone, and to reviewers where it never left
   * @param answer with identifiers only to an asker whom admission still lets restore
   * @param receipt of the last intent, else of the refusal or no_sources
   */
  public record Reviewed(
      UUID question,
      String outcome,
      @Nullable String code,
      @Nullable String text,
      @Nullable String answer,
      Recorded receipt) {

    @Override
    public String toString() {
      return "Reviewed[" + question + "]";
    }
  }

  /**
   * The very body that left, and what its tokens stand for where a reviewer asked for that.
   *
   * @param identities value of each token; empty unless asked for
   */
  public record Disclosed(String body, Map<String, String> identities) {
    @Override
    public String toString() {
      return "Disclosed[hidden]";
    }
  }

  /**
   * The question and what became of it.
   *
   * @param reidentify shown with identifiers, to reviewers; recorded as such
   */
  public Reviewed look(Asker reader, UUID question, boolean reidentify) throws Refusal {
    List<Recorded> entries = visible(reader, question);
    Recorded first = entries.getFirst();
    Recorded last = entries.getLast();
    Content asked = records.content(reader, first.entry());
    boolean ended = last.outcome();
    Content answer = ended ? contentIfAny(reader, last) : Content.NONE;
    boolean own = reader.is(first.tenant(), first.subject());
    boolean shown = reidentify && mayReidentify(reader);
    boolean names = shown || own && answer.answer() != null && restores(reader, first);
    looked(reader, shown ? "identity" : "answer", question, asked.patients());
    return new Reviewed(
        question,
        outcome(last),
        last.type().equals("EGRESS_DENIED") ? last.detail() : null,
        own || shown ? asked.question() : asked.questionAsLeft(),
        names ? answer.answer() : answer.answerInTokens(),
        receipt(entries));
  }

  // An outcome without an answer has no content.
  private Content contentIfAny(Asker reader, Recorded entry) throws Refusal {
    try {
      return records.content(reader, entry.entry());
    } catch (Refusal refusal) {
      if (refusal.code() == Code.NOT_FOUND) {
        return Content.NONE;
      }
      throw refusal;
    }
  }

  /**
   * The very body that left for the question's last intent.
   *
   * @param reidentify with the values behind its tokens, to reviewers; recorded as such
   */
  public Disclosed disclosure(Asker reader, UUID question, boolean reidentify) throws Refusal {
    Recorded intent =
        intents(visible(reader, question)).orElseThrow(() -> new Refusal(Code.NOT_FOUND));
    Content content = records.content(reader, intent.entry());
    String body = content.body();
    if (body == null) {
      throw new Refusal(Code.NOT_FOUND);
    }
    boolean shown = reidentify && mayReidentify(reader);
    looked(reader, shown ? "identity" : "disclosure", question, content.patients());
    return new Disclosed(body, shown ? content.identities() : Map.of());
  }

  private static boolean mayReidentify(Asker reader) throws Refusal {
    if (!reader.reviews()) {
      throw new Refusal(Code.FORBIDDEN);
    }
    return true;
  }

  private void looked(Asker reader, String what, UUID question, Set<String> patients)
      throws Refusal {
    log.access(reader, new Access(what, question, null, List.of(), patients, null));
  }

  /** The proof of the question's last intent, else of its refusal or no_sources. */
  public byte[] proof(Asker reader, UUID question) throws Refusal {
    Recorded receipt = receipt(visible(reader, question));
    return records.proof(reader, receipt.log(), receipt.index());
  }

  private List<Recorded> visible(Asker reader, UUID question) throws Refusal {
    List<Recorded> entries = index.of(question);
    if (entries.isEmpty() || !mayLook(reader, entries.getFirst())) {
      throw new Refusal(Code.NOT_FOUND);
    }
    return entries;
  }

  private static boolean mayLook(Asker reader, Recorded entry) {
    return reader.is(entry.tenant(), entry.subject())
        || reader.reviews() && reader.tenant().equals(entry.tenant());
  }

  private boolean restores(Asker reader, Recorded entry) throws Refusal {
    Optional<Purpose> purpose = Purpose.of(entry.purpose());
    if (purpose.isEmpty()) {
      return false;
    }
    Question again = new Question(entry.question(), "-", purpose.get(), null, null, 1, null);
    Admission admission = policy.admit(reader, again, budgets.recent(reader), clock.instant());
    return admission instanceof Admission.Admitted admitted && admitted.restore();
  }

  private static Optional<Recorded> intents(List<Recorded> entries) {
    return entries.stream().filter(Recorded::intent).reduce((earlier, later) -> later);
  }

  private static Recorded receipt(List<Recorded> entries) {
    return intents(entries).orElseGet(entries::getLast);
  }

  private static String outcome(Recorded last) {
    return switch (last.type()) {
      case "EGRESS_DENIED" -> "refused";
      case "NO_SOURCES" -> "no_sources";
      case "EGRESS_OUTCOME", "LOCAL_ANSWER" ->
          String.valueOf(last.detail()).toLowerCase(Locale.ROOT);
      default -> "open";
    };
  }
}
