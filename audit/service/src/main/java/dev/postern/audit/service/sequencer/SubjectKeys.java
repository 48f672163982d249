package dev.postern.audit.service.sequencer;

import java.util.List;

/** The wrapped keys of patients and days. Fails with {@link StoreFailure}. */
public interface SubjectKeys {
  /** The keys that exist for these subjects. */
  List<SubjectKey> lookup(String tenant, List<String> subjects);

  /** Keeps keys of subjects that have none yet; returns the key that each subject has now. */
  List<SubjectKey> keep(String tenant, List<SubjectKey> keys);
}
