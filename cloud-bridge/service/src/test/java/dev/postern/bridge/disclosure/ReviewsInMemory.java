package dev.postern.bridge.disclosure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reviews of a test. */
final class ReviewsInMemory implements Reviews {
  final List<Review> open = new ArrayList<>();
  boolean down;

  /** Break-glass that opens its reviews here; the handle says of whom. */
  Emergencies emergencies(DisclosureLog log, Clock clock) {
    PatientHandles handles = (asker, authority, identifier) -> "handle-of-" + identifier;
    return new Emergencies(handles, log, this, Duration.ofMinutes(15), clock);
  }

  @Override
  public void open(Review review) throws Refusal {
    if (down) {
      throw new Refusal(Code.POLICY_UNDECIDED);
    }
    open.add(review);
  }

  @Override
  public List<Review> open(String tenant) {
    return open.stream().filter(review -> review.tenant().equals(tenant)).toList();
  }

  @Override
  public void close(String tenant, UUID question, Recording recording) throws Refusal {
    Review found =
        open(tenant).stream()
            .filter(review -> review.question().equals(question))
            .findFirst()
            .orElseThrow(() -> new Refusal(Code.NOT_FOUND));
    recording.record(found);
    open.remove(found);
  }

  @Override
  public Count count(Instant overdueSince) {
    long overdue = open.stream().filter(r -> r.openedAt().isBefore(overdueSince)).count();
    return new Count(open.size(), overdue);
  }
}
