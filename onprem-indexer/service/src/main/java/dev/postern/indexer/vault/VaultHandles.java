package dev.postern.indexer.vault;

import dev.postern.indexer.subject.Handles;
import dev.postern.indexer.subject.PatientId;
import dev.postern.runtime.vault.PatientHandle;
import dev.postern.runtime.vault.VaultSession;
import java.util.List;

/** Handles by Transit; their form is {@link PatientHandle}'s. */
public final class VaultHandles implements Handles {

  private final VaultSession vault;

  public VaultHandles(VaultSession vault) {
    this.vault = vault;
  }

  @Override
  public List<String> of(String tenant, List<PatientId> patients) {
    List<byte[]> messages =
        patients.stream()
            .map(
                patient -> PatientHandle.message(tenant, patient.authority(), patient.identifier()))
            .toList();
    return vault.hmac(PatientHandle.KEY, messages).stream().map(PatientHandle::of).toList();
  }
}
