package dev.postern.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A model on premises behind OpenAI's chat completions, as vLLM and Ollama serve it. */
final class LocalModel implements Service {
  private static final String PATH = "/v1/chat/completions";

  private final SimulatorSettings.Local local;

  LocalModel(SimulatorSettings.Local local) {
    this.local = local;
  }

  @Override
  public String provider() {
    return "on-premises";
  }

  @Override
  public boolean takes(String path) {
    return path.equals(PATH);
  }

  @Override
  public boolean authorised(Received received) {
    String given = Objects.requireNonNullElse(received.header("authorization"), "");
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8),
        ("Bearer " + local.key()).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public ProviderError failing(int status) {
    return error(status, "The engine is not able to answer.");
  }

  @Override
  public Answer answer(Received received, Faults faults, Instant now) throws ProviderError {
    if (!authorised(received)) {
      throw error(401, "Unauthorized");
    }
    if (!received.method().equals("POST")) {
      throw error(405, "Method Not Allowed");
    }
    ChatRequest chat = ChatRequest.parse(received.body(), null, local.models());
    String text = faults.spoken(ExtractiveAnswer.to(chat.messages()));
    String finish = faults.contentFilter() == null ? "stop" : "content_filter";
    Completion completion = new Completion(chat, text, finish, false, now);
    String requestId = UUID.randomUUID().toString();
    return completion.answer(
        Map.of("x-request-id", requestId),
        completion.billed(provider(), requestId, received.intent()));
  }

  private static ProviderError error(int status, String message) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("message", message).put("type", "error").putNull("param").put("code", status);
    String body = JsonNodeFactory.instance.objectNode().set("error", error).toString();
    return new ProviderError(status, body, Map.of());
  }
}
