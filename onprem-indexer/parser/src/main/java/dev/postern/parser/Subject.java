package dev.postern.parser;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A patient as a clinical format tells of one. Whether any of it is kept is the parent's decision.
 *
 * @param ids how the patient is named, by whom; never empty
 * @param known identifiers; person 0 is the patient, each relative a number of their own
 * @param relationships those who treat the patient
 */
record Subject(
    List<Id> ids,
    List<Known> known,
    List<Tie> relationships,
    List<Allowance> consents,
    List<String> flags) {

  /**
   * @param authority who gave it: a namespace, an OID or a URL; empty where the format does not say
   * @param type of the shared vocabulary, such as {@code MRN}
   */
  record Id(String authority, String identifier, String type) {
    @Override
    public String toString() {
      return "Id[" + type + "]";
    }
  }

  /** One identifier and its type in the shared vocabulary. */
  record Known(int person, String type, String value) {
    @Override
    public String toString() {
      return "Known[" + type + "]";
    }
  }

  /**
   * @param user as the feed names staff
   * @param until RFC 3339, null: until it is ended
   */
  record Tie(String user, String kind, @Nullable String until) {}

  /**
   * @param effect {@code permit} or {@code deny}
   * @param until RFC 3339, null: until it is withdrawn
   */
  record Allowance(String code, String effect, @Nullable String until) {}

  Subject {
    ids = List.copyOf(ids);
    known = List.copyOf(known);
    relationships = List.copyOf(relationships);
    consents = List.copyOf(consents);
    flags = List.copyOf(flags);
  }

  @Override
  public String toString() {
    return "Subject[" + known.size() + " values]";
  }
}
