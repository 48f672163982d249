package dev.postern.bridge.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.sealing.ContentKey;
import dev.postern.bridge.sealing.SecretsUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The encrypted content beside an entry (contracts.md section 4): {@code {v, parts: [{name, keys,
 * nonces, ct}]}}. Each part is encrypted by AES-256-GCM once per key, in ascending order of key id,
 * each layer over the one before, so that any destroyed key closes it. Associated data of a layer:
 * entry id, part name and key id, with 0x00 between.
 */
final class PayloadFormat {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private PayloadFormat() {}

  /** A part before encryption: its text and the keys that close it, by id. */
  record Part(String name, String text, SortedMap<String, ContentKey> keys) {

    Part {
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("a part is never without a key");
      }
      keys = new TreeMap<>(keys);
    }

    @Override
    public String toString() {
      return "Part[" + name + "]";
    }
  }

  static byte[] seal(UUID entry, List<Part> parts) {
    return seal(entry, parts, ContentKey::nonce);
  }

  static byte[] seal(UUID entry, List<Part> parts, Supplier<byte[]> nonces) {
    ObjectNode payload = JSON.createObjectNode().put("v", VERSION);
    ArrayNode sealed = payload.putArray("parts");
    for (Part part : parts) {
      ObjectNode node = sealed.addObject().put("name", part.name());
      ArrayNode keys = node.putArray("keys");
      ArrayNode used = node.putArray("nonces");
      byte[] layer = part.text().getBytes(StandardCharsets.UTF_8);
      for (Map.Entry<String, ContentKey> key : part.keys().entrySet()) {
        byte[] nonce = nonces.get();
        layer = key.getValue().seal(nonce, layer, associated(entry, part.name(), key.getKey()));
        keys.add(key.getKey());
        used.add(BASE64.encodeToString(nonce));
      }
      node.put("ct", BASE64.encodeToString(layer));
    }
    return payload.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Opens a key by its id. */
  interface Keys {
    ContentKey key(String id) throws GeneralSecurityException, SecretsUnavailable;
  }

  /** The parts' texts by name; a part with a destroyed key is left out. */
  static Map<String, String> open(UUID entry, byte[] payload, Keys keys)
      throws IOException, SecretsUnavailable {
    JsonNode node = JSON.readTree(payload);
    if (node.path("v").intValue() != VERSION) {
      throw new IOException("a payload of another version");
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (JsonNode part : node.path("parts")) {
      try {
        parts.put(part.path("name").asText(), open(entry, part, keys));
      } catch (GeneralSecurityException destroyed) {
        // Closed for ever with its key, or not for us: the others are still readable.
        continue;
      }
    }
    return parts;
  }

  private static String open(UUID entry, JsonNode part, Keys keys)
      throws GeneralSecurityException, SecretsUnavailable {
    String name = part.path("name").asText();
    List<String> ids = new ArrayList<>();
    part.path("keys").forEach(id -> ids.add(id.asText()));
    byte[] layer = Base64.getDecoder().decode(part.path("ct").asText());
    for (int i = ids.size() - 1; i >= 0; i--) {
      byte[] nonce = Base64.getDecoder().decode(part.path("nonces").path(i).asText());
      layer = keys.key(ids.get(i)).open(nonce, layer, associated(entry, name, ids.get(i)));
    }
    return new String(layer, StandardCharsets.UTF_8);
  }

  private static byte[] associated(UUID entry, String part, String key) {
    return (entry + "\0" + part + "\0" + key).getBytes(StandardCharsets.UTF_8);
  }
}
