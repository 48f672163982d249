package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.Question.BreakGlass;
import dev.postern.bridge.disclosure.Reviews.Review;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Break-glass: after admission permits it, the access is a durable entry first, then a review is
 * open, and only then is anything searched more widely (45 CFR 164.312(a)(2)(ii)).
 */
public final class Emergencies {
  private final PatientHandles handles;
  private final DisclosureLog log;
  private final Reviews reviews;
  private final Duration life;
  private final Clock clock;

  /**
   * @param life how long one access lasts
   */
  public Emergencies(
      PatientHandles handles, DisclosureLog log, Reviews reviews, Duration life, Clock clock) {
    this.handles = handles;
    this.log = log;
    this.reviews = reviews;
    this.life = life;
    this.clock = clock;
  }

  /** Grants what was admitted. */
  EmergencyAccess grant(Inquiry inquiry, BreakGlass claimed) throws Refusal {
    Asker asker = inquiry.asker();
    String handle = handles.handle(asker, claimed.authority(), claimed.identifier());
    inquiry.concerns(handle);
    Instant now = clock.instant();
    EmergencyAccess access = log.breakGlass(inquiry, claimed.code(), handle, now.plus(life));
    reviews.open(review(inquiry, "break_glass", claimed.code(), now));
    return access;
  }

  /** Has a reviewer look at a disclosure that policy wants reviewed. */
  void review(Inquiry inquiry) throws Refusal {
    if (inquiry.question().breakGlass() == null) {
      reviews.open(review(inquiry, "policy", null, clock.instant()));
    }
  }

  private static Review review(Inquiry inquiry, String kind, @Nullable String code, Instant now) {
    Asker asker = inquiry.asker();
    return new Review(inquiry.question().id(), asker.tenant(), asker.subject(), kind, code, now);
  }
}
