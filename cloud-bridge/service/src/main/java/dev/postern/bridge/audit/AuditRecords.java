package dev.postern.bridge.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.RecordedDecisions;
import dev.postern.bridge.disclosure.Records;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.sealing.ContentKey;
import dev.postern.bridge.sealing.KeyWrapper;
import dev.postern.bridge.sealing.SecretsUnavailable;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payloads and proofs from the audit service, with the reader's own token. */
public final class AuditRecords implements Records, RecordedDecisions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AuditApi audit;
  private final KeyWrapper wrapper;

  AuditRecords(AuditApi audit, KeyWrapper wrapper) {
    this.audit = audit;
    this.wrapper = wrapper;
  }

  @Override
  public Content content(Asker reader, UUID entry) throws Refusal {
    JsonNode stored = stored(reader, entry);
    Map<String, String> parts = parts(entry, stored);
    Set<String> patients = new HashSet<>();
    stored.path("subjects").forEach(handle -> patients.add(handle.asText()));
    return new Content(
        member(parts, "question", "text"),
        member(parts, "question", "tokens"),
        member(parts, "disclosure", "body"),
        member(parts, "answer", "text"),
        member(parts, "answer", "tokens"),
        identities(parts),
        patients);
  }

  @Override
  public @Nullable String decisions(Asker reader, UUID entry) throws Refusal {
    return parts(entry, stored(reader, entry)).get("decision_input");
  }

  private static @Nullable String member(Map<String, String> parts, String part, String name)
      throws Refusal {
    String json = parts.get(part);
    try {
      return json == null ? null : JSON.readTree(json).path(name).textValue();
    } catch (JsonProcessingException e) {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
  }

  private static Map<String, String> identities(Map<String, String> parts) throws Refusal {
    String json = parts.get("token_map");
    try {
      Map<String, String> identities = new HashMap<>();
      if (json != null) {
        JSON.readTree(json)
            .properties()
            .forEach(token -> identities.put(token.getKey(), token.getValue().asText()));
      }
      return identities;
    } catch (JsonProcessingException e) {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
  }

  private JsonNode stored(Asker reader, UUID entry) throws Refusal {
    HttpResponse<byte[]> response = audit.get("/v1/payloads/" + entry, reader.token());
    if (response.statusCode() == 404 || response.statusCode() == 403) {
      throw new Refusal(Code.NOT_FOUND);
    }
    return audit.json(response);
  }

  private Map<String, String> parts(UUID entry, JsonNode stored) throws Refusal {
    return parts(entry, stored, new OpenedKeys(stored.path("keys")));
  }

  private static Map<String, String> parts(UUID entry, JsonNode stored, OpenedKeys keys)
      throws Refusal {
    byte[] payload = Base64.getDecoder().decode(stored.path("payload").asText());
    try {
      return PayloadFormat.open(entry, payload, keys);
    } catch (SecretsUnavailable e) {
      throw new Refusal(Code.SECRETS_UNAVAILABLE);
    } catch (IOException e) {
      throw new Refusal(Code.AUDIT_UNAVAILABLE);
    }
  }

  /** The keys of one answer, each opened once. */
  private final class OpenedKeys implements PayloadFormat.Keys {
    private final Map<String, String> wrapped = new HashMap<>();
    private final Map<String, ContentKey> opened = new HashMap<>();

    OpenedKeys(JsonNode keys) {
      keys.forEach(key -> wrapped.put(key.path("key_id").asText(), key.path("wrapped").asText()));
    }

    @Override
    public ContentKey key(String id) throws GeneralSecurityException, SecretsUnavailable {
      ContentKey known = opened.get(id);
      if (known != null) {
        return known;
      }
      String form = wrapped.get(id);
      if (form == null) {
        throw new GeneralSecurityException("this key is gone");
      }
      ContentKey key = wrapper.open(form);
      opened.put(id, key);
      return key;
    }
  }

  @Override
  public Period decided(Asker reader, @Nullable Instant from, @Nullable Instant to) throws Refusal {
    ObjectNode body = JSON.createObjectNode();
    if (from != null) {
      body.put("from", from.toString());
    }
    if (to != null) {
      body.put("to", to.toString());
    }
    HttpResponse<byte[]> response = audit.post("/v1/decisions", body, reader.token());
    JsonNode begun = taken(response);
    return new Period(
        UUID.fromString(begun.path("id").asText()),
        begun.path("log").asText(),
        begun.path("first").asLong(),
        begun.path("end").asLong());
  }

  @Override
  public Window decided(Asker reader, UUID period, long from) throws Refusal {
    String path = "/v1/decisions/" + period + "?from=" + from;
    JsonNode window = taken(audit.get(path, reader.token()));
    OpenedKeys keys = new OpenedKeys(window.path("keys"));
    List<Decided> decided = new ArrayList<>();
    for (JsonNode each : window.path("decided")) {
      UUID entry = UUID.fromString(each.path("entry").asText());
      Map<String, String> parts =
          each.path("payload").isTextual() ? parts(entry, each, keys) : Map.of();
      decided.add(
          new Decided(
              UUID.fromString(each.path("question").asText()),
              Instant.parse(each.path("committed_at").asText()),
              parts.get("decision_input")));
    }
    return new Window(decided, window.path("next").asLong());
  }

  private JsonNode taken(HttpResponse<byte[]> response) throws Refusal {
    return switch (response.statusCode()) {
      case 400 -> throw new Refusal(Code.INVALID_REQUEST);
      case 403 -> throw new Refusal(Code.FORBIDDEN);
      case 404 -> throw new Refusal(Code.NOT_FOUND);
      default -> audit.json(response);
    };
  }

  @Override
  public byte[] proof(Asker reader, String log, long index) throws Refusal {
    String of = URLEncoder.encode(log, StandardCharsets.UTF_8);
    HttpResponse<byte[]> response = audit.get("/v1/proof/" + index + "?log=" + of, reader.token());
    return switch (response.statusCode()) {
      case 200 -> response.body();
      // An entry that was lost when its log ended.
      case 404 -> throw new Refusal(Code.NOT_FOUND);
      case 503 -> throw new Refusal(Code.OVERLOADED);
      default -> throw new Refusal(Code.AUDIT_UNAVAILABLE);
    };
  }
}
