package dev.postern.audit.service.sequencer;

/** The store did not answer; what it did is not known. */
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the cause; its message is never shown to a caller. */
  public StoreFailure(Throwable cause) {
    super("the log's store does not answer", cause);
  }
}
