package dev.postern.audit.service.sequencer;

import java.util.List;

/** The wrapped keys of patients and days. Fails with {@link StoreFailure}. */
public interface SubjectKeys {
  /** The keys that exist for these subjects. */
  List<SubjectKey> lookup(String tenant, List<String> subjects);

  /**
   * Keeps keys of subjects that have none yet; returns the key that each subject has now.
   *
   * @throws StaleWrapping when one is wrapped under a version that is being destroyed
   */
  List<SubjectKey> keep(String tenant, List<SubjectKey> keys);

  /** A key that nobody could unwrap soon: the writer makes another one. */
  final class StaleWrapping extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without more to say. */
    public StaleWrapping() {
      super("a key is wrapped under a version that is being destroyed");
    }
  }
}
