package dev.postern.audit.client;

import dev.postern.audit.log.Hash;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Proof, within this process, that an intent is durable in the log: the only thing the model
 * transport accepts. Only {@link AuditClient} makes one. It is bound to one body, one route and one
 * deadline, and it counts once: presenting it uses it up, whatever the answer.
 */
public final class Receipt {
  private final UUID entryId;
  private final Acknowledged entry;
  private final Hash bodyHash;
  private final String route;
  private final Instant sendBy;
  private final AtomicBoolean used = new AtomicBoolean();

  Receipt(UUID entryId, Acknowledged entry, Hash bodyHash, String route, Instant sendBy) {
    this.entryId = entryId;
    this.entry = entry;
    this.bodyHash = bodyHash;
    this.route = route;
    this.sendBy = sendBy;
  }

  /**
   * Presents the receipt for one attempt to send.
   *
   * @param bodySha256 SHA-256 of the very bytes about to be written
   * @param route the route's name they go to
   * @param now the time of sending
   */
  public ReceiptUse consume(Hash bodySha256, String route, Instant now) {
    if (!used.compareAndSet(false, true)) {
      return new ReceiptUse.Refused(ReceiptUse.Reason.USED);
    }
    if (!bodyHash.equals(bodySha256)) {
      return new ReceiptUse.Refused(ReceiptUse.Reason.OTHER_BODY);
    }
    if (!this.route.equals(route)) {
      return new ReceiptUse.Refused(ReceiptUse.Reason.OTHER_ROUTE);
    }
    if (!now.isBefore(sendBy)) {
      return new ReceiptUse.Refused(ReceiptUse.Reason.LATE);
    }
    return new ReceiptUse.Granted();
  }

  /** The intent's id: the call carries it as its client request id. */
  public UUID entryId() {
    return entryId;
  }

  /** The log's origin. */
  public String log() {
    return entry.origin();
  }

  /** The intent's place in the log; closing entries refer to it. */
  public long index() {
    return entry.index();
  }

  /** The intent's hash in the tree. */
  public Hash leafHash() {
    return entry.leafHash();
  }

  /** SHA-256 of the body it is bound to. */
  public Hash bodySha256() {
    return bodyHash;
  }

  /** The name of the route it is bound to. */
  public String route() {
    return route;
  }

  /** Until when it permits sending. */
  public Instant sendBy() {
    return sendBy;
  }

  @Override
  public String toString() {
    return "Receipt " + entryId + " at " + entry.index();
  }
}
