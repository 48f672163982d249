package dev.postern.indexer.subject;

import java.util.List;

/** Port: patient handles, by a key that never leaves the secrets server. */
public interface Handles {

  /**
   * The handles of these patients, in order. Whether a patient exists makes no difference.
   *
   * @throws SecretsUnavailable when the secrets server gives no answer
   */
  List<String> of(String tenant, List<PatientId> patients);

  /** The secrets server gives no answer. */
  final class SecretsUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SecretsUnavailable(Throwable cause) {
      super("the secrets server gives no answer", cause);
    }
  }
}
