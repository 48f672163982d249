package dev.postern.audit.witness;

/** What a witness answers to a log (C2SP tlog-witness, {@code add-checkpoint}). */
public sealed interface Answer {
  /**
   * The checkpoint continues what was seen, and is remembered.
   *
   * @param line the cosignature's line
   */
  record Cosigned(String line) implements Answer {}

  /** The request is not one, or its old size is larger than the new. */
  record Malformed(String why) implements Answer {}

  /** The witness was not told of this log. */
  record UnknownLog() implements Answer {}

  /** No key of the log has signed the checkpoint, or the signature is false. */
  record NotSigned() implements Answer {}

  /**
   * The old size is not the one remembered.
   *
   * @param size the one that is
   */
  record Stale(long size) implements Answer {}

  /** The proof does not lead from what was seen to the checkpoint. */
  record Inconsistent(String why) implements Answer {}
}
