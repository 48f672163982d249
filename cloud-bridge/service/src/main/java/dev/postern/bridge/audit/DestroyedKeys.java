package dev.postern.bridge.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.bridge.disclosure.Refusal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Hears from the audit service which keys are gone, and drops them here. */
final class DestroyedKeys {
  private final AuditApi audit;
  private final SubjectKeys keys;
  private long heard;

  DestroyedKeys(AuditApi audit, SubjectKeys keys) {
    this.audit = audit;
    this.keys = keys;
  }

  /** Subjects by tenant, of keys not heard of before in this run. */
  synchronized Map<String, Set<String>> forget() throws Refusal {
    Map<String, Set<String>> gone = new HashMap<>();
    boolean more;
    do {
      String path = "/v1/subject-keys/destroyed?after=" + heard;
      JsonNode destroyed = audit.json(audit.get(path, null)).path("keys");
      for (JsonNode key : destroyed) {
        String tenant = key.path("tenant").asText();
        String subject = key.path("subject").asText();
        keys.forget(tenant, subject);
        gone.computeIfAbsent(tenant, t -> new HashSet<>()).add(subject);
        heard = key.path("serial").asLong();
      }
      more = !destroyed.isEmpty();
    } while (more);
    return gone;
  }
}
