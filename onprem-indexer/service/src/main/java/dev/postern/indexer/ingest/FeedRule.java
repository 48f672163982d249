package dev.postern.indexer.ingest;

import dev.postern.indexer.subject.PatientId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the documents of one source may set about patients; a source without a rule sets nothing.
 *
 * @param authorities how the format names who gave an identifier, to the authority under which
 *     patients are known here; the first that a patient has is the one that counts
 * @param authoritative whether relationships, consents and flags count
 */
public record FeedRule(Map<String, String> authorities, boolean authoritative) {

  /** Nothing. */
  public static final FeedRule NONE = new FeedRule(Map.of(), false);

  public FeedRule {
    authorities = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(authorities));
  }

  /** Who the patient is here, if this source may say so. */
  Optional<PatientId> known(FoundSubject found) {
    for (Map.Entry<String, String> authority : authorities.entrySet()) {
      for (PatientId id : found.ids()) {
        if (id.authority().equals(authority.getKey())) {
          return Optional.of(new PatientId(authority.getValue(), id.identifier()));
        }
      }
    }
    return Optional.empty();
  }
}
