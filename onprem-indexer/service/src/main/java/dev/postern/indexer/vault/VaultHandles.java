package dev.postern.indexer.vault;

import dev.postern.indexer.subject.Handles;
import dev.postern.indexer.subject.PatientId;
import dev.postern.runtime.vault.VaultSession;
import java.util.List;

/**
 * Handles by Transit: the first 26 characters of base32 (RFC 4648) of HMAC-SHA256 under version 1
 * of the key {@code patient-handle} over tenant, authority and identifier.
 */
public final class VaultHandles implements Handles {

  static final String KEY = "patient-handle";
  private static final int LENGTH = 26;
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final VaultSession vault;

  public VaultHandles(VaultSession vault) {
    this.vault = vault;
  }

  @Override
  public List<String> of(String tenant, List<PatientId> patients) {
    List<byte[]> messages = patients.stream().map(patient -> patient.message(tenant)).toList();
    return vault.hmac(KEY, messages).stream().map(VaultHandles::encode).toList();
  }

  static String encode(byte[] code) {
    StringBuilder handle = new StringBuilder(LENGTH);
    int bits = 0;
    int held = 0;
    for (int i = 0; handle.length() < LENGTH; i++) {
      bits = (bits << 8) | (code[i] & 0xFF);
      held += 8;
      while (held >= 5 && handle.length() < LENGTH) {
        held -= 5;
        handle.append(ALPHABET.charAt((bits >>> held) & 31));
      }
    }
    return handle.toString();
  }
}
