package dev.postern.bridge.disclosure;

import dev.postern.deid.Findings;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Passage;
import dev.postern.deid.pseudonym.Mode;
import java.util.List;
import java.util.Map;

/** Finds identifiers, takes them out, checks what is left, gives them back. */
public interface IdentifierGuard {

  /**
   * A guard for one question: known for certain are these identifiers and all values of the
   * conversation's vault.
   *
   * @throws Refusal DETECTOR_UNAVAILABLE or SECRETS_UNAVAILABLE
   */
  Guarded open(Conversations.Conversation conversation, List<KnownIdentifier> known) throws Refusal;

  /** A guard for texts that are shown once and belong to no conversation. */
  Guarded open(List<KnownIdentifier> known) throws Refusal;

  /** The guard of one question. It refuses with DETECTOR_UNAVAILABLE rather than guess. */
  interface Guarded {

    /**
     * The identifiers in each of these texts, in their order; what one shows is looked for in all.
     */
    List<Marked> find(List<Passage> texts) throws Refusal;

    /**
     * Of snippets, best first, those that can be read in time: by this version of the detector at
     * ingestion, or within the budget for those that were not. The others are withheld.
     */
    List<Snippet> readable(List<Snippet> snippets);

    /** A text that left before, with its identifiers taken out: no model reads it again. */
    Passage earlier(String text);

    /** These texts with their identifiers taken out. */
    Replacement replace(List<Marked> texts, Mode mode) throws Refusal;

    /** A text for an asker without restore. */
    String deidentified(Passage text) throws Refusal;

    /** Takes identifiers out of a streamed answer. */
    AnswerText deidentifying() throws Refusal;
  }

  /** Texts with their identifiers taken out, and what that makes possible. */
  interface Replacement {

    /** In the order asked for. */
    List<String> texts();

    /** What was taken out. */
    Tally replaced();

    /** Whether an identifier is left in this body: a second implementation reads the very bytes. */
    boolean leaks(byte[] body) throws Refusal;

    /** Whether an identifier is left in this text. */
    boolean leaks(String text) throws Refusal;

    /** Token and value of every token in this body; content. */
    Map<String, String> tokens(byte[] body) throws Refusal;

    /** Gives identifiers back in a streamed answer, for these tokens only. */
    AnswerText restoring(Map<String, String> tokens);
  }

  /** A text and what was found in it. */
  record Marked(String text, Findings findings) {

    /** What will be taken out. */
    public Tally identifiers() {
      return new Tally(findings.counts());
    }

    /** What may be an identifier. */
    public Tally uncertain() {
      return new Tally(findings.uncertain());
    }

    @Override
    public String toString() {
      return "Marked[" + identifiers() + "]";
    }
  }

  /** A streamed answer on its way to the asker. */
  interface AnswerText {

    /** Takes the next piece of the model's answer; gives what may be shown of it by now. */
    String push(String delta) throws Refusal;

    /** What was held back. */
    String finish() throws Refusal;

    /** What was given back so far. */
    Tally restored();
  }
}
