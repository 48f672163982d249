package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.RecordedDecisions.Period;
import dev.postern.bridge.disclosure.RecordedDecisions.Window;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the questions of a period were decided from, so that another policy can be tried on it:
 * labels and counts, no content. For the security team and auditors of all tenants, for reviewers
 * of their own; the audit service records who begins before it hands out anything.
 */
public final class ReadDecisions {
  private static final Set<String> READERS = Set.of("security", "auditor", "reviewer");

  private final RecordedDecisions records;

  public ReadDecisions(RecordedDecisions records) {
    this.records = records;
  }

  /**
   * @throws Refusal FORBIDDEN to everybody else
   */
  public Period begin(Asker reader, @Nullable Instant from, @Nullable Instant to) throws Refusal {
    demand(reader);
    return records.decided(reader, from, to);
  }

  /**
   * @throws Refusal FORBIDDEN to everybody else, NOT_FOUND where this reader began no such period
   */
  public Window window(Asker reader, UUID period, long from) throws Refusal {
    demand(reader);
    return records.decided(reader, period, from);
  }

  private static void demand(Asker reader) throws Refusal {
    if (reader.roles().stream().noneMatch(READERS::contains)) {
      throw new Refusal(Code.FORBIDDEN);
    }
  }
}
