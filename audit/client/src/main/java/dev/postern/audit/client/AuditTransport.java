package dev.postern.audit.client;

import dev.postern.audit.log.Hash;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The wire between client and log. Production uses {@link HttpAuditTransport}; a test of a caller's
 * own code may stand in for the log here, and nowhere behind it.
 */
public interface AuditTransport {
  /**
   * Appends the batch, all or nothing, and returns once it is durable.
   *
   * @param batch at least one entry
   * @param highest the highest entry this client saw acknowledged, if any
   * @throws AuditFailure when the batch was not committed, or it is not known that it was
   */
  Answer append(List<Submission> batch, Optional<Acknowledged> highest) throws AuditFailure;

  /**
   * Says that a run of a writer is alive.
   *
   * @param instance the writer's name in its deployment
   * @param bootId this run of it
   */
  void heartbeat(String instance, UUID bootId) throws AuditFailure;

  /**
   * The beginnings of the logs that continue another one, oldest first: what an operator's recovery
   * left behind. Empty where there was none.
   */
  default List<Beginning> beginnings() throws AuditFailure {
    return List.of();
  }

  /**
   * What the log answers to an append.
   *
   * @param origin the log's name
   * @param entries one per submission, in their order
   */
  record Answer(String origin, List<Place> entries) {
    /** Copies the list. */
    public Answer {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Where the log says an entry is.
   *
   * @param index its place, from 0
   * @param leafHash its hash as the log computed it
   * @param treeSize a size of the tree that contains it
   */
  record Place(long index, Hash leafHash, long treeSize) {}
}
