package dev.postern.audit.service.shredding;

import java.time.Instant;
import java.util.UUID;

/**
 * A duty to keep content, which outranks retention and every wish to destroy it.
 *
 * @param id also that of its entry
 * @param subject whose content
 * @param matter the matter's code; no sentence, for it stands in the log
 * @param setBy who set it
 * @param setAt when
 */
public record Hold(UUID id, Subject subject, String matter, String setBy, Instant setAt) {
  @Override
  public String toString() {
    return "Hold[" + id + "]";
  }
}
