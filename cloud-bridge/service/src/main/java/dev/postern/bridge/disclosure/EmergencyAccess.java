package dev.postern.bridge.disclosure;

import java.time.Instant;

/**
 * Emergency access to one patient, as a durable entry of the log grants it; the indexer looks that
 * entry up itself before it widens anything.
 *
 * @param index of the entry
 * @param salt of the entry's commitment to the patient, base64
 * @param handle of the patient
 */
public record EmergencyAccess(String code, long index, String salt, String handle, Instant until) {

  @Override
  public String toString() {
    return "EmergencyAccess[" + index + "]";
  }
}
