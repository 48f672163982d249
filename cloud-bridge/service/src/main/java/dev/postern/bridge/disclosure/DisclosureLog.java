package dev.postern.bridge.disclosure;

import dev.postern.audit.client.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log, as the flow needs it. What it returns is durable. */
public interface DisclosureLog {

  /**
   * Everything that waited for the log is in it.
   *
   * @throws Refusal AUDIT_UNAVAILABLE while something still waits
   */
  void settle() throws Refusal;

  /** Records a refusal. */
  Position refused(Inquiry inquiry, Refusal refusal) throws Refusal;

  /** Keeps a refusal that could not be recorded, to record it on recovery. */
  void refusedLater(Inquiry inquiry, Refusal refusal);

  /** Records that there was nothing to answer from. */
  Position noSources(Inquiry inquiry) throws Refusal;

  /**
   * Records what is about to leave; only its durable entry yields the receipt that sending demands.
   *
   * @throws Refusal AUDIT_UNAVAILABLE, LOG_ROLLED_BACK, SECRETS_UNAVAILABLE
   */
  Receipt commit(Inquiry inquiry, Intent intent) throws Refusal;

  /** Records how it ended; false when the record waits in the outbox. */
  boolean outcome(Inquiry inquiry, Ending ending);

  /** Records that a person looked at something. */
  Position access(Asker asker, Access access) throws Refusal;

  /** Records that a bundle took effect, and which one it took the place of. */
  void activated(BundleInForce bundle, @Nullable BundleInForce before) throws Refusal;

  /**
   * Records emergency access to one patient before anything is searched under it.
   *
   * @param handle of the patient; the entry only commits to it
   */
  EmergencyAccess breakGlass(Inquiry inquiry, String code, String handle, Instant until)
      throws Refusal;

  /** Records what a reviewer found. */
  void reviewed(Asker reviewer, Reviews.Review review, Reviews.Verdict verdict) throws Refusal;

  /** Where an entry stands. */
  record Position(String log, long index, String leafHash) {

    static Position of(Receipt receipt) {
      return new Position(receipt.log(), receipt.index(), receipt.leafHash().hex());
    }
  }

  /**
   * What is about to leave.
   *
   * @param body the very bytes
   * @param tokens token and value of every token in them; content
   */
  @SuppressWarnings("ArrayRecordComponent") // the very bytes, never compared
  record Intent(
      Disclosure disclosure,
      Tally replaced,
      TunnelEvidence tunnel,
      byte[] body,
      Map<String, String> tokens,
      Instant sendBy,
      Instant answerBy) {

    @Override
    public String toString() {
      return "Intent[" + disclosure + "]";
    }
  }

  /** How a committed intent ended. */
  enum Status {
    ANSWERED,
    PARTIAL,
    FAILED,
    NOT_SENT,
    STOPPED,
    CANCELLED
  }

  /**
   * The end of a committed intent.
   *
   * @param detail a stable word for what failed, or null
   * @param answer what the asker was shown; content
   * @param answerInTokens the same with tokens for identifiers; content
   */
  record Ending(
      Receipt intent,
      Disclosure disclosure,
      Status status,
      @Nullable String detail,
      LanguageModel.@Nullable Usage usage,
      Tally restored,
      int unknownMarks,
      String answer,
      String answerInTokens) {

    @Override
    public String toString() {
      return "Ending[" + intent.entryId() + " " + status + "]";
    }
  }

  /**
   * A look at content.
   *
   * @param what search, answer, disclosure; identity where a reviewer sees what is behind tokens
   * @param question the question looked at, or null
   * @param purpose as claimed, or null
   * @param refs what was shown
   * @param content the words looked for, or null; kept encrypted
   */
  record Access(
      String what,
      @Nullable UUID question,
      @Nullable Purpose purpose,
      List<String> refs,
      Set<String> subjects,
      @Nullable String content) {

    @Override
    public String toString() {
      return "Access[" + what + "]";
    }
  }
}
