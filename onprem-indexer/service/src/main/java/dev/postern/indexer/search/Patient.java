package dev.postern.indexer.search;

import dev.postern.indexer.subject.Consent;
import dev.postern.indexer.subject.Relationship;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A patient whom a document concerns.
 *
 * @param relationship of the reader, null without one that is in force
 */
public record Patient(
    String handle,
    @Nullable Relationship relationship,
    List<Consent> consents,
    List<String> flags) {

  public Patient {
    consents = List.copyOf(consents);
    flags = List.copyOf(flags);
  }
}
