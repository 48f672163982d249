package dev.postern.audit.entry;

/** An entry that the log must not hold. The message names member and rule, never the content. */
public final class InvalidEntry extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Why an entry is refused. */
  public enum Fault {
    /** Not JSON of the restricted kind, a wrong type, or an unknown member. */
    MALFORMED,
    /** Well-formed, but not the bytes that RFC 8785 gives for it. */
    NOT_CANONICAL,
    /** Over 65,535 bytes: an entry bundle could not hold it. */
    TOO_LARGE,
    /** Readable, but against the rules of its type. */
    UNACCEPTABLE
  }

  private final Fault fault;

  /** A fault in words. */
  public InvalidEntry(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  /** A fault with what revealed it. */
  public InvalidEntry(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  /** Why. */
  public Fault fault() {
    return fault;
  }
}
