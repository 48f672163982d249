package dev.postern.audit.service.sequencer;

import java.util.List;

/** What became of entries that were handed in together. */
public sealed interface AppendResult {
  /** All are durable; one place per entry, in their order. */
  record Durable(List<Place> places) implements AppendResult {
    /** Copies the list. */
    public Durable {
      places = List.copyOf(places);
    }
  }

  /** None was written, or for {@link Reason#UNAVAILABLE} it is not known that any was. */
  record Refused(Reason reason) implements AppendResult {}

  /** Why nothing was written. */
  enum Reason {
    /** The log holds other bytes under one of the ids. */
    OTHER_BYTES,
    /** A closing entry does not refer to an open intent of its own question. */
    NO_SUCH_INTENT,
    /** A closing entry refers to an intent that has its outcome. */
    ALREADY_CLOSED,
    /** Too much waits. */
    OVERLOADED,
    /** Checkpoints have not been signed for too long; only intents are refused for it. */
    UNSIGNED,
    /** What is stored is not what was signed: a person has to look. */
    LOG_ROLLED_BACK,
    /** The database does not answer, or another instance leads. */
    UNAVAILABLE
  }
}
