package dev.postern.bridge.disclosure;

import java.util.Map;
import java.util.UUID;

/** Reads back what was recorded, as far as its keys still exist. */
public interface Records {

  /**
   * The decrypted parts beside an entry, by name: question, disclosure, token_map, answer,
   * decision_input. A part whose key was destroyed is missing.
   *
   * @param reader whose token the audit service is shown
   * @throws Refusal NOT_FOUND when the audit service shows this reader no payload;
   *     AUDIT_UNAVAILABLE, SECRETS_UNAVAILABLE
   */
  Map<String, String> parts(Asker reader, UUID entry) throws Refusal;

  /**
   * The {@code .tlog-proof} file of an entry (C2SP tlog-proof).
   *
   * @throws Refusal OVERLOADED while no checkpoint covers the entry; AUDIT_UNAVAILABLE
   */
  byte[] proof(Asker reader, long index) throws Refusal;
}
