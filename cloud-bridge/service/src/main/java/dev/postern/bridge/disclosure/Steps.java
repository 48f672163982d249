package dev.postern.bridge.disclosure;

/** Watches the steps of a question: spans and metrics, by the step's name and its outcome only. */
public interface Steps {

  /** Runs the work as this step. */
  <T, X extends Exception> T during(Step step, Work<T, X> work) throws X;

  /** A question ended. */
  void ended(Outcome outcome);

  /** Something that the flow does without was lost: a counter. */
  void lost(String what);

  /** An error that no port foresaw: its class and frames are logged, never its message. */
  void unforeseen(RuntimeException error);

  /** A step's work. */
  interface Work<T, X extends Exception> {
    T run() throws X;
  }

  /** The steps that take time. */
  enum Step {
    ADMISSION,
    SEARCH,
    IDENTIFIERS,
    DECISION,
    BUILD,
    COMMIT,
    SEND,
    ANSWER
  }
}
