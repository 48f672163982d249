package dev.postern.audit.entry;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded before content goes to a model: it leaves through the tunnel, or stays on the
 * premises, and then its entry is a {@code LOCAL_INTENT}. Its entry is bound to one request body by
 * a salted commitment. Put the same salt into the encrypted payload: whoever may read the content
 * can then check the commitment, and after shredding nobody can guess the content from it.
 *
 * @param id the intent's UUIDv7; it travels to the provider as the call's client request id
 * @param time when, by the bridge's clock
 * @param question the question it serves
 * @param decision the disclosure decision that permitted it
 * @param route where it goes
 * @param data what leaves, in counts
 * @param accountable whether it counts for the accounting of disclosures
 * @param tunnel how the tunnel was proven; null for a model on the premises
 * @param sendBy until when it may be sent
 * @param answerBy from when the audit service may close it; not before {@code sendBy}
 * @param restore whether the asker is entitled to see identifiers restored
 * @param breakGlass the emergency access it rests on, if any
 * @param bodySalt hides the body's commitment
 * @param payload the encrypted content kept beside the entry, if any
 * @param subjects the patients concerned, if any
 */
public record EgressIntent(
    UUID id,
    Instant time,
    QuestionRef question,
    DecisionRef decision,
    RouteRef route,
    DataCounts data,
    Accountable accountable,
    @Nullable Tunnel tunnel,
    Instant sendBy,
    Instant answerBy,
    boolean restore,
    @Nullable BreakGlass breakGlass,
    Salt bodySalt,
    @Nullable Payload payload,
    @Nullable Subjects subjects) {

  /** Refuses deadlines in the wrong order. */
  public EgressIntent {
    sendBy = Limits.time(sendBy);
    answerBy = Limits.time(answerBy);
    if (answerBy.isBefore(sendBy)) {
      throw new IllegalArgumentException("answer_by lies before send_by");
    }
  }

  /** LOCAL_INTENT where no tunnel is needed, because nothing leaves the premises. */
  public EntryType type() {
    return tunnel == null ? EntryType.LOCAL_INTENT : EntryType.EGRESS_INTENT;
  }

  /**
   * The entry that commits to this very body.
   *
   * @throws InvalidEntry when a value is out of its limits
   */
  public Entry entry(byte[] body) {
    return question
        .entry(type(), id, time)
        .with(Member.DECISION, decision)
        .with(Member.ROUTE, route)
        .with(Member.DATA, data)
        .with(Member.ACCOUNTABLE, accountable)
        .with(Member.TUNNEL, tunnel)
        .with(Member.SEND_BY, sendBy)
        .with(Member.ANSWER_BY, answerBy)
        .with(Member.RESTORE, restore)
        .with(Member.BREAK_GLASS, breakGlass)
        .with(Member.BODY_COMMIT, Commitments.body(bodySalt, body))
        .with(Member.PAYLOAD, payload == null ? null : payload.ref())
        .with(Member.SUBJECTS_COMMIT, subjects == null ? null : subjects.commitment())
        .build();
  }

  @Override
  public String toString() {
    return "EgressIntent " + id;
  }
}
