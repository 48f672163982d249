package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** JSON merge patch (RFC 7396): members replace members, null takes away. */
final class MergePatch {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MergePatch() {}

  /** Changes a JSON file in place. */
  static void apply(Path file, JsonNode patch) throws IOException {
    JSON.writeValue(file.toFile(), merged(JSON.readTree(file.toFile()), patch));
  }

  static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result =
        target instanceof ObjectNode object ? object.deepCopy() : JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> member : patch.properties()) {
      if (member.getValue().isNull()) {
        result.remove(member.getKey());
      } else {
        result.set(member.getKey(), merged(result.path(member.getKey()), member.getValue()));
      }
    }
    return result;
  }
}
