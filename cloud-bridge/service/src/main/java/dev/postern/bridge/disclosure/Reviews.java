package dev.postern.bridge.disclosure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person looks at afterwards: each emergency access, and what policy wants reviewed. */
public interface Reviews {

  /**
   * Opens a review; a question has one.
   *
   * @throws Refusal POLICY_UNDECIDED when it can't be opened: then nothing goes on
   */
  void open(Review review) throws Refusal;

  /** The open reviews of a tenant, the oldest first. */
  List<Review> open(String tenant) throws Refusal;

  /**
   * Closes an open review once it is recorded.
   *
   * @throws Refusal NOT_FOUND when the tenant has no such open review, or what kept it from being
   *     recorded
   */
  void close(String tenant, UUID question, Recording recording) throws Refusal;

  /** How many are open, and how many of them for longer than they should be. */
  Count count(Instant overdueSince);

  /**
   * @param open all of them
   * @param overdue opened before the limit
   */
  record Count(long open, long overdue) {}

  /** Records who closed it and how. */
  interface Recording {
    void record(Review review) throws Refusal;
  }

  /** What the reviewer found. */
  enum Verdict {
    SIGNED_OFF,
    ESCALATED
  }

  /**
   * A review.
   *
   * @param subject of the asker
   * @param kind break_glass or policy
   * @param code of the emergency, or null
   */
  record Review(
      UUID question,
      String tenant,
      String subject,
      String kind,
      @Nullable String code,
      Instant openedAt) {}
}
