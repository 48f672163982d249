package dev.postern.audit.service.review;

import dev.postern.audit.export.Exported;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries one window after the other. Fails with StoreFailure. */
public interface EntryWindows {
  /** How many entries are committed. */
  long size();

  /** The index of the first entry committed at or after a time; the size where there is none. */
  long firstSince(Instant time);

  /**
   * The entries of a window, with their patients and what closed them, in order.
   *
   * @param tenant null for all tenants
   */
  List<Exported> window(long first, long end, @Nullable String tenant);

  /**
   * How the questions of a window were decided, in order: its intents, refusals and questions
   * without sources.
   *
   * @param tenant null for all tenants
   */
  List<Decided> decided(long first, long end, @Nullable String tenant);
}
