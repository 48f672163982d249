package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.DisclosureLog.Position;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a question ended. */
public sealed interface Outcome {

  /** The question's id. */
  UUID question();

  /**
   * Answered.
   *
   * @param usage what the provider says of the call
   * @param recorded false while the outcome's entry waits in the outbox
   */
  record Answered(
      UUID question,
      UUID conversation,
      Answer answer,
      DisclosureSummary disclosure,
      LanguageModel.Usage usage,
      Position receipt,
      boolean recorded,
      Map<Steps.Step, Duration> timings)
      implements Outcome {}

  /** Nothing to answer from, or nothing that the asker may see: the same words for both. */
  record NoSources(
      UUID question, UUID conversation, Position receipt, Map<Steps.Step, Duration> timings)
      implements Outcome {}

  /**
   * Refused: nothing left.
   *
   * @param receipt the refusal's entry; null only when the log could not take it
   */
  record Refused(UUID question, Code code, List<Reason> reasons, @Nullable Position receipt)
      implements Outcome {

    public Refused {
      reasons = List.copyOf(reasons);
    }
  }

  /** Something left, or may have, but no whole answer came back. */
  record Broken(UUID question, Code code, Position receipt, boolean recorded) implements Outcome {}
}
