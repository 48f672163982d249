package dev.postern.audit.client;

/**
 * What a transport learns when it presents a receipt. Only {@link Granted} permits a byte to leave.
 */
public sealed interface ReceiptUse {
  /** This attempt, and only this one, may be sent now. */
  record Granted() implements ReceiptUse {}

  /** Nothing may be written to a socket. */
  record Refused(Reason reason) implements ReceiptUse {}

  /** Why a receipt does not permit sending. */
  enum Reason {
    /** It was presented before. */
    USED,
    /** The body is not the one it is bound to. */
    OTHER_BODY,
    /** The route is not the one it is bound to. */
    OTHER_ROUTE,
    /** {@code send_by} has passed. */
    LATE
  }
}
