package dev.postern.bridge.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Payload;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Subjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A submission as it waits in the outbox; its entry keeps its id, so the log holds it once. */
final class Waiting {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Waiting() {}

  static byte[] write(Submission submission) {
    ObjectNode node = JSON.createObjectNode().put("leaf", base64(submission.entry().leaf()));
    Payload payload = submission.payload();
    if (payload != null) {
      node.put("payload", base64(payload.bytes()));
    }
    Subjects subjects = submission.subjects();
    if (subjects != null) {
      ArrayNode handles = node.putArray("subjects");
      subjects.handles().forEach(handles::add);
      node.put("salt", subjects.salt().base64());
    }
    return node.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  static Submission read(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      Payload payload = node.has("payload") ? Payload.of(binary(node, "payload")) : null;
      Subjects subjects = node.has("salt") ? subjects(node) : null;
      return new Submission(Entry.parse(binary(node, "leaf")), payload, subjects);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Subjects subjects(JsonNode node) {
    List<String> handles = new ArrayList<>();
    node.path("subjects").forEach(handle -> handles.add(handle.asText()));
    return new Subjects(handles, Salt.of(binary(node, "salt")));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] binary(JsonNode node, String name) {
    return Base64.getDecoder().decode(node.path(name).asText());
  }
}
