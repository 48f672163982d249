package dev.postern.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Amazon Bedrock's runtime: Converse, and ConverseStream in event-stream frames, for requests
 * signed by the one key (Bedrock API Reference, "ConverseStream").
 */
final class Bedrock implements Service {
  private static final Pattern PATH = Pattern.compile("/model/([^/]{1,2048})/converse(-stream)?");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String BLOCKED = "Sorry, the model cannot answer this question.";

  private final SimulatorSettings.Bedrock settings;
  private final SignatureV4 signature;
  private final Clock clock;

  Bedrock(SimulatorSettings.Bedrock settings, Clock clock) {
    this.settings = settings;
    this.signature = new SignatureV4(settings);
    this.clock = clock;
  }

  @Override
  public String provider() {
    return "amazon-bedrock";
  }

  @Override
  public boolean takes(String path) {
    return path.startsWith("/model/");
  }

  @Override
  public boolean authorised(Received received) {
    return signature.holds(received, clock.instant());
  }

  @Override
  public ProviderError failing(int status) {
    return BedrockError.fault(status);
  }

  @Override
  public Answer answer(Received received, Faults faults, Instant now) throws ProviderError {
    if (!authorised(received)) {
      throw BedrockError.signature();
    }
    Matcher path = PATH.matcher(received.path());
    if (!path.matches() || !received.method().equals("POST")) {
      throw BedrockError.noModel();
    }
    String model = URLDecoder.decode(path.group(1), StandardCharsets.UTF_8);
    if (!settings.models().contains(model)) {
      throw BedrockError.noModel();
    }
    boolean stream = path.group(2) != null;
    ChatRequest chat = ConverseRequest.parse(received.body(), model, stream);
    boolean blocked = faults.contentFilter() != null;
    String text = blocked ? BLOCKED : faults.spoken(ExtractiveAnswer.to(chat.messages()));
    String stop = blocked ? "guardrail_intervened" : "end_turn";
    Completion counted = new Completion(chat, text, stop, false, now);
    String requestId = UUID.randomUUID().toString();
    Map<String, String> headers = Map.of("x-amzn-RequestId", requestId);
    Usage billed = counted.billed(provider(), requestId, received.intent());
    return stream
        ? streamed(text, stop, counted, headers, billed)
        : whole(text, stop, counted, headers, billed);
  }

  private static Answer whole(
      String text, String stop, Completion counted, Map<String, String> headers, Usage billed) {
    ObjectNode message = NODES.objectNode().put("role", "assistant");
    message.putArray("content").addObject().put("text", text);
    ObjectNode answer = NODES.objectNode();
    answer.putObject("output").set("message", message);
    answer.put("stopReason", stop);
    answer.set("usage", usage(counted));
    answer.putObject("metrics").put("latencyMs", 7);
    byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
    return new Answer("application/json", headers, List.of(body), new byte[] {'{'}, billed);
  }

  private static Answer streamed(
      String text, String stop, Completion counted, Map<String, String> headers, Usage billed) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(frame("messageStart", NODES.objectNode().put("role", "assistant")));
    for (String piece : Completion.pieces(text)) {
      ObjectNode delta = NODES.objectNode().put("contentBlockIndex", 0);
      delta.putObject("delta").put("text", piece);
      frames.add(frame("contentBlockDelta", delta));
    }
    frames.add(frame("contentBlockStop", NODES.objectNode().put("contentBlockIndex", 0)));
    frames.add(frame("messageStop", NODES.objectNode().put("stopReason", stop)));
    ObjectNode metadata = NODES.objectNode();
    metadata.set("usage", usage(counted));
    metadata.putObject("metrics").put("latencyMs", 7);
    frames.add(frame("metadata", metadata));
    byte[] broken = frames.getFirst().clone();
    broken[broken.length - 1] ^= 1; // the message's checksum
    return new Answer("application/vnd.amazon.eventstream", headers, frames, broken, billed);
  }

  private static ObjectNode usage(Completion counted) {
    return NODES
        .objectNode()
        .put("inputTokens", counted.promptTokens())
        .put("outputTokens", counted.completionTokens())
        .put("totalTokens", counted.promptTokens() + counted.completionTokens());
  }

  private static byte[] frame(String type, ObjectNode payload) {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(":event-type", HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    headers.put(":message-type", HeaderValue.fromString("event"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Message(headers, payload.toString().getBytes(StandardCharsets.UTF_8)).encode(out);
    return out.toByteArray();
  }
}
