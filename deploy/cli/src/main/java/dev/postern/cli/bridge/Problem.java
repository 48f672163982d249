package dev.postern.cli.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service's refusal (RFC 9457): the stable code at the end of {@code type}, the HTTP status, what
 * the service says about it, and for {@code withheld} the reasons of the policy.
 */
public record Problem(
    String code, int status, String detail, List<Reason> reasons, @Nullable String instance) {

  private static final String TYPE_PREFIX = "urn:postern:problem:";

  /** Why the policy withholds: a stable code, a sentence, and the control that says so. */
  public record Reason(String code, String message, String control) {}

  public Problem {
    reasons = List.copyOf(reasons);
  }

  /** Reads a problem document; anything that is none becomes a problem named by its HTTP status. */
  public static Problem of(int status, @Nullable JsonNode body) {
    if (body == null || !body.path("type").asText().startsWith(TYPE_PREFIX)) {
      return new Problem(
          "http-" + status, status, "the service answered " + status, List.of(), null);
    }
    List<Reason> reasons = new ArrayList<>();
    for (JsonNode reason : body.path("reasons")) {
      reasons.add(
          new Reason(
              reason.path("code").asText(),
              reason.path("message").asText(),
              reason.path("control").asText()));
    }
    String instance = body.path("instance").asText();
    return new Problem(
        body.path("type").asText().substring(TYPE_PREFIX.length()),
        body.path("status").asInt(status),
        body.path("detail").asText(body.path("title").asText()),
        reasons,
        instance.isEmpty() ? null : instance);
  }

  /** The problem document again, without what is not known. */
  public ObjectNode json() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", TYPE_PREFIX + code).put("status", status).put("detail", detail);
    ArrayNode list = body.putArray("reasons");
    for (Reason reason : reasons) {
      list.addObject()
          .put("code", reason.code())
          .put("message", reason.message())
          .put("control", reason.control());
    }
    if (instance != null) {
      body.put("instance", instance);
    }
    return body;
  }

  /** One line for a person: code, status and detail. */
  public String sentence() {
    StringBuilder text = new StringBuilder(code).append(" (").append(status).append(')');
    if (!detail.isBlank()) {
      text.append(": ").append(detail);
    }
    return text.toString();
  }
}
