package dev.postern.audit.service.review;

import dev.postern.audit.export.Exported;
import java.time.Instant;
import java.util.List;

/** The index of patients beside the log. Fails with StoreFailure. */
public interface DisclosureReader {
  /** Every tenant that has patients in the log. */
  List<String> tenants();

  /**
   * Intents that concern a patient, with what closed them, in the order of the log.
   *
   * @param since committed at or after
   * @param limit at most so many
   */
  List<Exported> intents(String tenant, String handle, Instant since, int limit);
}
