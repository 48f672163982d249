package dev.postern.audit.service.sequencer;

/** Somebody whose clock is believed (RFC 3161). */
public interface TimestampAuthority {
  /**
   * Has bytes stamped.
   *
   * @return the response, DER, verified: about these bytes, answering this request, signed by the
   *     pinned certificate
   */
  byte[] stamp(byte[] bytes) throws Unavailable;

  /** It did not stamp, or not as it should. */
  final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    /** With words of ours, never of theirs. */
    public Unavailable(String why) {
      super(why);
    }
  }
}
