package dev.postern.audit.service.review;

import java.util.List;

/** Patient handles, by a key that never leaves Vault. Fails with {@link HandlesUnavailable}. */
public interface PatientHandles {
  /**
   * The handle of one patient in each tenant, in order; whether the patient exists makes no
   * difference.
   */
  List<String> of(List<String> tenants, PatientName patient);

  /** Vault does not answer. */
  final class HandlesUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what was heard instead. */
    public HandlesUnavailable(Throwable cause) {
      super("handles cannot be made", cause);
    }
  }
}
