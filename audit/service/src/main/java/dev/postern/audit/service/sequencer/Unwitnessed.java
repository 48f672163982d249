package dev.postern.audit.service.sequencer;

/**
 * No place outside the database says what the log held before: a rollback could not be told. The
 * message says why each place is silent.
 */
public final class Unwitnessed extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why nobody says so. */
  public Unwitnessed(String message) {
    super(message);
  }
}
