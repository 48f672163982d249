package dev.postern.bridge.endpoint;

import dev.postern.audit.client.Receipt;
import dev.postern.audit.client.ReceiptUse;
import dev.postern.audit.log.Hash;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One route's receipts on their way to its transport. The transport asks twice: before it touches a
 * socket whether a request fits its receipt, and for the use of it over the very bytes that follow.
 */
public final class Gate {
  private final Map<String, Passage> expected = new ConcurrentHashMap<>();
  private final String route;
  private final Clock clock;

  public Gate(String route, Clock clock) {
    this.route = route;
    this.clock = clock;
  }

  /** Expects one request that carries the intent's id. Closing it forgets the receipt. */
  public Passage expect(Receipt receipt) {
    Passage passage = new Passage(receipt);
    if (expected.putIfAbsent(receipt.entryId().toString(), passage) != null) {
      throw new IllegalStateException("this receipt is expected already");
    }
    return passage;
  }

  /** The passage of the request that carries this intent's id, if one is expected. */
  public Optional<Passage> of(String intent) {
    return Optional.ofNullable(expected.get(intent));
  }

  /** How far a request came. */
  public enum State {
    WAITING,
    REFUSED,
    /** From here on its bytes may have left. */
    GRANTED
  }

  /** One expected request. */
  public final class Passage implements AutoCloseable {
    private final Receipt receipt;
    private volatile State state = State.WAITING;
    private final CompletableFuture<@Nullable Void> cancelled = new CompletableFuture<>();

    private Passage(Receipt receipt) {
      this.receipt = receipt;
    }

    public State state() {
      return state;
    }

    /** Whether these bytes could leave now; uses nothing up. */
    public boolean fits(byte[] body) {
      return refusedUnless(
          receipt.bodySha256().equals(Hash.sha256(body))
              && receipt.route().equals(route)
              && open());
    }

    /** Uses the receipt up; only true lets these bytes leave. */
    public boolean use(byte[] body) {
      ReceiptUse use = receipt.consume(Hash.sha256(body), route, clock.instant());
      return refusedUnless(use instanceof ReceiptUse.Granted);
    }

    /** The bytes are about to be written; false when it has become too late for that. */
    public boolean leaving() {
      boolean open = refusedUnless(open());
      if (open) {
        state = State.GRANTED;
      }
      return open;
    }

    /** Tells how the transport's call is ended; at once where it is to end already. */
    public void endedBy(Runnable end) {
      var unused = cancelled.thenRun(end);
    }

    /** Ends the call, whatever it waits for; what has not left does not leave any more. */
    public void cancel() {
      cancelled.complete(null);
    }

    private boolean open() {
      return !cancelled.isDone() && clock.instant().isBefore(receipt.sendBy());
    }

    private boolean refusedUnless(boolean holds) {
      if (!holds && state == State.WAITING) {
        state = State.REFUSED;
      }
      return holds;
    }

    @Override
    public void close() {
      expected.remove(receipt.entryId().toString(), this);
    }
  }
}
