package dev.postern.audit.client;

import java.util.Optional;

/**
 * Where the highest acknowledged entry is remembered, over restarts and for all replicas of a
 * service: a row in that service's own database. A failure to remember is a failure to commit, so
 * an implementation lets its exceptions through.
 */
public interface AcknowledgedMemory {
  /** The highest entry ever remembered, if any. */
  Optional<Acknowledged> highest();

  /**
   * Remembers an entry unless a higher one of the same origin is remembered already. Concurrent
   * calls, also from other processes, leave the highest.
   */
  void remember(Acknowledged entry);

  /**
   * Remembers the first entry of the log that continues the remembered one, in its place. Does
   * nothing when another process did so before: what is remembered is no longer {@code from}'s log.
   *
   * @param from what was remembered
   * @param to of the other origin
   */
  void follow(Acknowledged from, Acknowledged to);
}
