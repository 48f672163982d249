package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.Reviews.Review;
import dev.postern.bridge.disclosure.Reviews.Verdict;
import java.util.List;
import java.util.UUID;

/** Reviewers sign off what was done, or escalate it; nobody reviews their own questions. */
public final class CloseReview {
  private final Reviews reviews;
  private final DisclosureLog log;

  public CloseReview(Reviews reviews, DisclosureLog log) {
    this.reviews = reviews;
    this.log = log;
  }

  /** The open reviews of the reader's tenant; to everybody but reviewers there are none. */
  public List<Review> open(Asker reader) throws Refusal {
    demandReviewer(reader);
    return reviews.open(reader.tenant());
  }

  /** Closes a review; the entry is durable before it counts as closed. */
  public void close(Asker reader, UUID question, Verdict verdict) throws Refusal {
    demandReviewer(reader);
    reviews.close(
        reader.tenant(),
        question,
        review -> {
          if (reader.is(review.tenant(), review.subject())) {
            throw new Refusal(Code.NOT_FOUND);
          }
          log.reviewed(reader, review, verdict);
        });
  }

  private static void demandReviewer(Asker reader) throws Refusal {
    if (!reader.reviews()) {
      throw new Refusal(Code.NOT_FOUND);
    }
  }
}
