package dev.postern.bridge.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.bridge.disclosure.DestroyedKey;
import dev.postern.bridge.disclosure.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Hears from the audit service which keys are gone, and drops them here. */
final class DestroyedKeys {
  private final AuditApi audit;
  private final SubjectKeys keys;
  private long heard;

  DestroyedKeys(AuditApi audit, SubjectKeys keys) {
    this.audit = audit;
    this.keys = keys;
  }

  /** The keys not heard of before in this run. */
  synchronized List<DestroyedKey> forget() throws Refusal {
    List<DestroyedKey> gone = new ArrayList<>();
    boolean more;
    do {
      String path = "/v1/subject-keys/destroyed?after=" + heard;
      JsonNode destroyed = audit.json(audit.get(path, null)).path("keys");
      for (JsonNode key : destroyed) {
        String tenant = key.path("tenant").asText();
        String subject = key.path("subject").asText();
        keys.forget(tenant, subject);
        gone.add(new DestroyedKey(UUID.fromString(key.path("key_id").asText()), tenant, subject));
        heard = key.path("serial").asLong();
      }
      more = !destroyed.isEmpty();
    } while (more);
    return gone;
  }
}
