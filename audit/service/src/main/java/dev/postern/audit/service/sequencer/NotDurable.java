package dev.postern.audit.service.sequencer;

/** The store could lose what it acknowledged. The message names the setting. */
public final class NotDurable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Which setting. */
  public NotDurable(String message) {
    super(message);
  }
}
