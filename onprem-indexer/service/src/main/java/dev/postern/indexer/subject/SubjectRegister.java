package dev.postern.indexer.subject;

import java.util.List;
import java.util.Set;

/** Port: patients' records. */
public interface SubjectRegister {

  /** A value and the keys under which a question's candidates find it. */
  record Keyed(KnownValue value, Set<String> keys) {
    public Keyed {
      keys = Set.copyOf(keys);
    }
  }

  /** The relationships now on record, none for an unknown patient. */
  List<Relationship> relationships(String tenant, String handle);

  /** Replaces all that is known of a patient, in one commit. */
  void put(String tenant, String handle, SubjectRecord record, List<Keyed> values);

  /**
   * Adds to what is known of a patient, in one commit. Relationships, consents and flags replace
   * those on record where there are any.
   */
  void merge(String tenant, String handle, SubjectRecord record, List<Keyed> values);

  /** Remembers a patient's number unless there is a record of the patient already. */
  void introduce(String tenant, String handle, Keyed number);
}
