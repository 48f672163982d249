package dev.postern.audit.client;

import dev.postern.audit.entry.EgressIntent;
import dev.postern.audit.log.Hash;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Appends entries to the audit log and returns once they are durable.
 *
 * <p>Callers on many threads share requests: while batches are on their way, the next one collects.
 * There is no timer, so an idle log answers at once. Nothing is retried behind a caller's back
 * except once on a broken connection; whoever appends an entry again must use the same id, and the
 * log holds it once.
 *
 * <pre>{@code
 * var transport = new HttpAuditTransport(auditUrls, tls::sslContext, Duration.ofSeconds(5));
 * var audit = AuditClient.start(transport, memory, AuditClient.Settings.standard());
 * Receipt receipt = audit.commit(intent, body);       // durable, or an AuditFailure
 * }</pre>
 */
public final class AuditClient implements AutoCloseable {

  /**
   * Bounds of the client.
   *
   * @param queue entries that may wait; one more is refused as {@code overloaded}
   * @param batch entries in one request at most
   * @param batchBytes bytes of leaves and payloads in one request at most, unless one entry alone
   *     has more
   * @param patience how long a caller waits for durability
   */
  public record Settings(int queue, int batch, long batchBytes, Duration patience) {
    /** Refuses bounds that would let nothing through. */
    public Settings {
      if (queue < 1 || batch < 1 || batchBytes < 1 || !patience.isPositive()) {
        throw new IllegalArgumentException("bounds must be positive");
      }
    }

    /** 4,096 waiting, 512 and 4 MiB a request, 5 s. */
    public static Settings standard() {
      return new Settings(4096, 512, 4L << 20, Duration.ofSeconds(5));
    }
  }

  private final AuditTransport transport;
  private final Settings settings;
  private final BlockingQueue<Pending> waiting;
  private final Thread sender;
  private volatile boolean closed;

  private AuditClient(
      AuditTransport transport, AcknowledgedMemory memory, PinnedLogs pinned, Settings settings) {
    this.transport = transport;
    this.settings = settings;
    this.waiting = new ArrayBlockingQueue<>(settings.queue());
    // One request on its way: a second would halve the batches, and each costs a commit.
    var batches = new BatchSender(transport, new Witnessed(memory, pinned), waiting, settings);
    this.sender = Thread.ofPlatform().daemon().name("audit-append").unstarted(batches);
  }

  /** Opens a client that never follows the log to a new origin; {@link #close()} ends it. */
  public static AuditClient start(
      AuditTransport transport, AcknowledgedMemory memory, Settings settings) {
    return start(transport, memory, PinnedLogs.NONE, settings);
  }

  /**
   * Opens a client; {@link #close()} ends it.
   *
   * @param pinned the logs that an operator lets it append to, should the log get a new origin
   */
  public static AuditClient start(
      AuditTransport transport, AcknowledgedMemory memory, PinnedLogs pinned, Settings settings) {
    var client = new AuditClient(transport, memory, pinned, settings);
    client.sender.start();
    return client;
  }

  /**
   * Appends one entry and waits until it is durable.
   *
   * @return where it is, its hash recomputed from the bytes that were sent
   * @throws AuditUnavailable when it is not known to be durable: append it again under the same id
   * @throws LogRolledBack when the log lost an entry that was acknowledged before
   * @throws Rejected when the log will never take it
   */
  public Committed append(Submission submission) throws AuditFailure {
    return acknowledge(submission).committed();
  }

  /**
   * Records an intent, waits until it is durable, and mints the receipt that lets this very body
   * leave once.
   *
   * @param intent what is about to leave and why it may
   * @param body the request body, byte for byte as it will be sent
   * @throws AuditFailure as {@link #append}; then there is no receipt and nothing may leave
   */
  public Receipt commit(EgressIntent intent, byte[] body) throws AuditFailure {
    var bound = body.clone();
    var submission = new Submission(intent.entry(bound), intent.payload(), intent.subjects());
    var durable = acknowledge(submission);
    return new Receipt(
        intent.id(), durable.entry(), Hash.sha256(bound), intent.route().name(), intent.sendBy());
  }

  /**
   * Tells the log that this run of the writer is alive: at start and every 5 s. Once a run is
   * silent for 30 s, or its instance registers another, the log closes the intents it left open.
   *
   * @param instance the writer's name in its deployment, for example {@code bridge-1}
   * @param bootId this run of it
   */
  public void registerWriter(String instance, UUID bootId) throws AuditFailure {
    transport.heartbeat(instance, bootId);
  }

  /** How many entries wait to be sent; for metrics. */
  public int waiting() {
    return waiting.size();
  }

  private Durable acknowledge(Submission submission) throws AuditFailure {
    var pending = new Pending(submission);
    if (closed) {
      throw AuditUnavailable.because("the client is closed", null);
    }
    if (!waiting.offer(pending)) {
      throw new AuditUnavailable("overloaded", "too many entries wait for the audit log", null);
    }
    try {
      return pending.result().get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      pending.result().cancel(false);
      throw AuditUnavailable.because("the audit log did not answer in time", e);
    } catch (InterruptedException e) {
      pending.result().cancel(false);
      Thread.currentThread().interrupt();
      throw AuditUnavailable.because("interrupted while waiting for the audit log", e);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static AuditFailure failure(ExecutionException e) {
    return switch (e.getCause()) {
      case AuditUnavailable u -> new AuditUnavailable(u.code(), String.valueOf(u.getMessage()), u);
      case AuditFailure f -> f;
      case null -> AuditUnavailable.because("appending failed", e);
      case Throwable t -> AuditUnavailable.because("appending failed", t);
    };
  }

  /** Stops sending; entries that still wait fail as unavailable. */
  @Override
  public void close() {
    closed = true;
    sender.interrupt();
    BatchSender.refuse(waiting);
  }
}
