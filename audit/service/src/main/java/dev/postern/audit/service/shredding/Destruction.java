package dev.postern.audit.service.shredding;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish to destroy content, and how far it is.
 *
 * @param id also that of its entry
 * @param subject whose content
 * @param reason a code
 * @param askedBy the first approver
 * @param askedAt when
 * @param approvedBy the second approver, another person
 * @param state how far it is
 */
public record Destruction(
    UUID id,
    Subject subject,
    String reason,
    String askedBy,
    Instant askedAt,
    @Nullable String approvedBy,
    State state) {

  /** How far a destruction is. */
  public enum State {
    /** One person wants it. */
    ASKED,
    /** A second one agreed; its entry is written next. */
    APPROVED,
    /** The keys are deleted; backups could still be opened. */
    DELETED,
    /** The version that wrapped them is gone: backups open nothing. */
    DONE
  }

  @Override
  public String toString() {
    return "Destruction[" + id + ", " + state + "]";
  }
}
