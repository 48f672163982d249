package dev.postern.audit.service.sequencer;

/**
 * What is stored contradicts itself or what was signed. The log refuses everything until a person
 * has looked; the message names what differs.
 */
public final class Inconsistent extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What differs. */
  public Inconsistent(String message) {
    super(message);
  }
}
