package dev.postern.bridge.disclosure;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads back what was recorded, as far as its keys still exist. */
public interface Records {

  /**
   * The content beside an entry.
   *
   * @param reader whose token the audit service is shown
   * @throws Refusal NOT_FOUND when the audit service shows this reader none; AUDIT_UNAVAILABLE,
   *     SECRETS_UNAVAILABLE
   */
  Content content(Asker reader, UUID entry) throws Refusal;

  /**
   * What was decided beside an entry, and from what, as JSON by entry point; null where nothing
   * was, or its key was destroyed.
   *
   * @throws Refusal as for {@link #content}
   */
  @Nullable String decisions(Asker reader, UUID entry) throws Refusal;

  /**
   * The {@code .tlog-proof} file of an entry (C2SP tlog-proof).
   *
   * @param log the origin of the log that holds it: the present one, or one that it continues
   * @throws Refusal OVERLOADED while no checkpoint covers the entry; AUDIT_UNAVAILABLE
   */
  byte[] proof(Asker reader, String log, long index) throws Refusal;

  /**
   * Decrypted content; a member is null where the entry has none or its key was destroyed.
   *
   * @param question as it was asked
   * @param questionAsLeft as it left, tokens for identifiers
   * @param body the very body that left
   * @param answer as the asker was shown it
   * @param answerInTokens the same with tokens for identifiers
   * @param identities the values behind the tokens that left
   * @param patients handles of the patients it concerns
   */
  record Content(
      @Nullable String question,
      @Nullable String questionAsLeft,
      @Nullable String body,
      @Nullable String answer,
      @Nullable String answerInTokens,
      Map<String, String> identities,
      Set<String> patients) {

    /** Nothing. */
    public static final Content NONE =
        new Content(null, null, null, null, null, Map.of(), Set.of());

    /** Copies what it is given. */
    public Content {
      identities = Map.copyOf(identities);
      patients = Set.copyOf(patients);
    }

    @Override
    public String toString() {
      return "Content[hidden]";
    }
  }
}
