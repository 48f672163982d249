package dev.postern.audit.export;

import dev.postern.audit.entry.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log with what belongs to it.
 *
 * @param index its place in the log
 * @param entry the entry
 * @param patients handles of the patients it concerns; never a name or a number
 * @param closing the entry that closed it, for an intent that was closed
 * @param ended the name of the log that holds it, where that log ended; null for the present one
 */
public record Exported(
    long index,
    Entry entry,
    List<String> patients,
    @Nullable Entry closing,
    @Nullable String ended) {
  /** Copies the list. */
  public Exported {
    patients = List.copyOf(patients);
  }

  /** An entry of the present log. */
  public Exported(long index, Entry entry, List<String> patients, @Nullable Entry closing) {
    this(index, entry, patients, closing, null);
  }

  @Override
  public String toString() {
    return index + ": " + entry;
  }
}
