package dev.postern.audit.client;

import dev.postern.audit.client.AuditTransport.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waits, one request at a time: the requests on their way are the window in which the
 * next batch collects.
 */
final class BatchSender implements Runnable {
  private final AuditTransport transport;
  private final Witnessed witnessed;
  private final BlockingQueue<Pending> waiting;
  private final AuditClient.Settings settings;
  private @Nullable Pending heldBack;

  BatchSender(
      AuditTransport transport,
      Witnessed witnessed,
      BlockingQueue<Pending> waiting,
      AuditClient.Settings settings) {
    this.transport = transport;
    this.witnessed = witnessed;
    this.waiting = waiting;
    this.settings = settings;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        send(collect());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      var held = heldBack;
      if (held != null) {
        fail(List.of(held), AuditUnavailable.because("the client is closed", null));
      }
      refuse(waiting);
    }
  }

  /** Fails every entry that was not sent. */
  static void refuse(BlockingQueue<Pending> waiting) {
    for (var next = waiting.poll(); next != null; next = waiting.poll()) {
      next.result().completeExceptionally(AuditUnavailable.because("the client is closed", null));
    }
  }

  private List<Pending> collect() throws InterruptedException {
    var batch = new ArrayList<Pending>();
    var next = heldBack == null ? waiting.take() : heldBack;
    heldBack = null;
    long bytes = 0;
    while (next != null) {
      bytes += next.bytes();
      if (!batch.isEmpty() && bytes > settings.batchBytes()) {
        heldBack = next;
        break;
      }
      batch.add(next);
      next = batch.size() < settings.batch() ? waiting.poll() : null;
    }
    batch.removeIf(pending -> pending.result().isDone());
    return batch;
  }

  private void send(List<Pending> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      complete(batch, attempt(batch));
    } catch (AuditFailure failure) {
      switch (failure) {
        case Rejected rejected -> refused(batch, rejected);
        case AuditUnavailable unavailable -> unavailable(batch, unavailable);
        case LogRolledBack rolledBack -> fail(batch, rolledBack);
      }
    } catch (RuntimeException e) {
      fail(batch, e);
    }
  }

  /** One bad entry must not take its neighbours along. */
  private void refused(List<Pending> batch, Rejected e) {
    if (batch.size() == 1) {
      fail(batch, e);
    } else {
      batch.forEach(pending -> send(List.of(pending)));
    }
  }

  /** While checkpoints cannot be signed, intents are refused and everything else still goes in. */
  private void unavailable(List<Pending> batch, AuditUnavailable e) {
    var others = batch.stream().filter(pending -> !isIntent(pending)).toList();
    boolean mixed = !others.isEmpty() && others.size() < batch.size();
    if (e.code().equals("secrets-unavailable") && mixed) {
      fail(batch.stream().filter(BatchSender::isIntent).toList(), e);
      send(others);
    } else {
      fail(batch, e);
    }
  }

  private static boolean isIntent(Pending pending) {
    return pending.submission().entry().type().isIntent();
  }

  private AuditTransport.Answer attempt(List<Pending> batch) throws AuditFailure {
    var submissions = batch.stream().map(Pending::submission).toList();
    var answer = append(submissions);
    if (answer.entries().size() != batch.size()) {
      throw AuditUnavailable.because("the audit log answered for another batch", null);
    }
    return answer;
  }

  /** A log that was rolled back may have got a new origin since, by an operator's decision. */
  private AuditTransport.Answer append(List<Submission> batch) throws AuditFailure {
    var tried = witnessed.highest();
    try {
      return transport.append(batch, tried);
    } catch (LogRolledBack refused) {
      if (followed(tried, refused)) {
        return transport.append(batch, witnessed.highest());
      }
      throw refused;
    }
  }

  private boolean followed(Optional<Acknowledged> tried, LogRolledBack refused) {
    try {
      return witnessed.follow(transport, tried);
    } catch (AuditFailure e) {
      refused.addSuppressed(e);
      return false;
    }
  }

  private void complete(List<Pending> batch, AuditTransport.Answer answer) throws AuditFailure {
    var durable = new ArrayList<Durable>();
    for (int i = 0; i < batch.size(); i++) {
      durable.add(durable(batch.get(i), answer.origin(), answer.entries().get(i)));
    }
    var last = durable.stream().max((a, b) -> Long.compare(index(a), index(b))).orElseThrow();
    witnessed.acknowledge(last.entry());
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).result().complete(durable.get(i));
    }
  }

  private static long index(Durable durable) {
    return durable.entry().index();
  }

  /** The hash is recomputed from what was sent: the log's word for it is not enough. */
  private static Durable durable(Pending pending, String origin, Place place) throws AuditFailure {
    var leafHash = pending.submission().entry().leafHash();
    boolean inTree = place.index() >= 0 && place.index() < place.treeSize();
    if (!leafHash.equals(place.leafHash()) || !inTree) {
      throw AuditUnavailable.because("the audit log acknowledged another entry", null);
    }
    return new Durable(new Acknowledged(origin, place.index(), leafHash), place.treeSize());
  }

  private static void fail(List<Pending> batch, Exception e) {
    batch.forEach(pending -> pending.result().completeExceptionally(e));
  }
}
