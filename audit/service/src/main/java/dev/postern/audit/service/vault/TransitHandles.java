package dev.postern.audit.service.vault;

import dev.postern.audit.service.review.PatientHandles;
import dev.postern.audit.service.review.PatientName;
import dev.postern.runtime.vault.PatientHandle;
import dev.postern.runtime.vault.VaultFailure;
import dev.postern.runtime.vault.VaultSession;
import java.util.List;

/** Handles by Transit, the same as the indexer makes. */
public final class TransitHandles implements PatientHandles {
  private final VaultSession vault;

  /** With this service's session. */
  public TransitHandles(VaultSession vault) {
    this.vault = vault;
  }

  @Override
  public List<String> of(List<String> tenants, PatientName patient) {
    try {
      var messages =
          tenants.stream()
              .map(
                  tenant ->
                      PatientHandle.message(tenant, patient.authority(), patient.identifier()))
              .toList();
      return vault.hmac(PatientHandle.KEY, messages).stream().map(PatientHandle::of).toList();
    } catch (VaultFailure e) {
      throw new HandlesUnavailable(e);
    }
  }
}
