package dev.postern.bridge.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.sealing.ContentKey;
import dev.postern.bridge.sealing.KeyWrapper;
import dev.postern.bridge.sealing.SecretsUnavailable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Keys of subjects: a patient handle or {@code day:YYYY-MM-DD}, per tenant. Their wrapped forms
 * live at the audit service, where the first one stored wins; opened ones stay in memory.
 */
final class SubjectKeys {
  private static final int REMEMBERED = 10_000;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final AuditApi audit;
  private final KeyWrapper wrapper;
  private final Supplier<UUID> ids;
  private final Map<Subject, Named> remembered =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Named> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Subject(String tenant, String name) {}

  private record Named(String id, ContentKey key) {}

  SubjectKeys(AuditApi audit, KeyWrapper wrapper, Supplier<UUID> ids) {
    this.audit = audit;
    this.wrapper = wrapper;
    this.ids = ids;
  }

  /** The keys of these subjects by key id; made where there is none yet. */
  SortedMap<String, ContentKey> of(String tenant, Collection<String> subjects) throws Refusal {
    SortedMap<String, ContentKey> keys = new TreeMap<>();
    Set<String> unknown = new LinkedHashSet<>();
    for (String subject : subjects) {
      Named known = recall(new Subject(tenant, subject));
      if (known == null) {
        unknown.add(subject);
      } else {
        keys.put(known.id(), known.key());
      }
    }
    if (!unknown.isEmpty()) {
      fetch(tenant, unknown, keys);
      create(tenant, unknown, keys);
    }
    return keys;
  }

  private void fetch(String tenant, Set<String> unknown, SortedMap<String, ContentKey> keys)
      throws Refusal {
    ObjectNode body = JSON.objectNode().put("tenant", tenant);
    ArrayNode subjects = body.putArray("subjects");
    unknown.forEach(subjects::add);
    for (JsonNode stored : audit.post("/v1/subject-keys/lookup", body).path("keys")) {
      String subject = stored.path("subject").asText();
      keep(new Subject(tenant, subject), opened(stored), keys);
      unknown.remove(subject);
    }
  }

  private void create(String tenant, Set<String> unknown, SortedMap<String, ContentKey> keys)
      throws Refusal {
    if (unknown.isEmpty()) {
      return;
    }
    ObjectNode body = JSON.objectNode().put("tenant", tenant);
    ArrayNode made = body.putArray("keys");
    Map<String, ContentKey> own = new LinkedHashMap<>();
    for (String subject : unknown) {
      KeyWrapper.Wrapped fresh = make();
      String id = ids.get().toString();
      own.put(id, fresh.key());
      made.addObject().put("key_id", id).put("subject", subject).put("wrapped", fresh.wrapped());
    }
    Set<String> missing = new LinkedHashSet<>(unknown);
    for (JsonNode winner : audit.post("/v1/subject-keys", body).path("keys")) {
      String subject = winner.path("subject").asText();
      ContentKey ours = own.get(winner.path("key_id").asText());
      Named named = ours == null ? opened(winner) : new Named(winner.path("key_id").asText(), ours);
      keep(new Subject(tenant, subject), named, keys);
      missing.remove(subject);
    }
    if (!missing.isEmpty()) {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
  }

  /** Drops a key that was destroyed: nothing may be closed under it any more. */
  void forget(String tenant, String subject) {
    synchronized (remembered) {
      remembered.remove(new Subject(tenant, subject));
    }
  }

  private KeyWrapper.Wrapped make() throws Refusal {
    try {
      return wrapper.make();
    } catch (SecretsUnavailable e) {
      throw new Refusal(Code.SECRETS_UNAVAILABLE);
    }
  }

  private Named opened(JsonNode stored) throws Refusal {
    try {
      return new Named(
          stored.path("key_id").asText(), wrapper.open(stored.path("wrapped").asText()));
    } catch (SecretsUnavailable e) {
      throw new Refusal(Code.SECRETS_UNAVAILABLE);
    }
  }

  private void keep(Subject subject, Named named, SortedMap<String, ContentKey> keys) {
    keys.put(named.id(), named.key());
    synchronized (remembered) {
      remembered.put(subject, named);
    }
  }

  private @org.jspecify.annotations.Nullable Named recall(Subject subject) {
    synchronized (remembered) {
      return remembered.get(subject);
    }
  }
}
