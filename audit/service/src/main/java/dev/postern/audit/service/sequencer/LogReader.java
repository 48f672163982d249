package dev.postern.audit.service.sequencer;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Payload;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Single entries and what is stored beside them. Fails with {@link StoreFailure}. */
public interface LogReader {
  /** An entry and its index. */
  record Stored(long index, Entry entry) {}

  /** The entry at an index. */
  Optional<Stored> entry(long index);

  /** The entry with an id. */
  Optional<Stored> entry(UUID id);

  /** The encrypted content beside an entry. */
  Optional<Payload> payload(long index);

  /** Handles of the patients that an entry concerns. */
  List<String> patients(long index);

  /** The wrapped keys with these ids. */
  List<SubjectKey> keys(List<UUID> keyIds);
}
