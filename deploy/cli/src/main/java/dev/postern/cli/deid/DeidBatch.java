package dev.postern.cli.deid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.deid.Detector;
import dev.postern.deid.Findings;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads {@code {"id", "text", "known": [{"type", "value"}]?}} a line, writes {@code {"id", "spans":
 * [{"start", "end", "type", "score", "source"}]}} a line: offsets in code points of the text as it
 * was given, half-open; only what would be replaced. A line that cannot be read becomes {@code
 * {"line", "error": "invalid"}}, without its content.
 */
public final class DeidBatch {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Detector detector;
  private final Consumer<JsonNode> out;

  public DeidBatch(Detector detector, Consumer<JsonNode> out) {
    this.detector = detector;
    this.out = out;
  }

  /** Gives how many lines could not be read. */
  public int run(BufferedReader lines) throws IOException {
    int invalid = 0;
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank() && !answered(line)) {
        invalid++;
        out.accept(JSON.createObjectNode().put("line", number).put("error", "invalid"));
      }
    }
    return invalid;
  }

  private boolean answered(String line) {
    try {
      JsonNode record = JSON.readTree(line);
      JsonNode id = record.path("id");
      JsonNode text = record.path("text");
      if (!text.isTextual() || !id.isValueNode()) {
        return false;
      }
      Findings findings = detector.find(text.textValue(), known(record.path("known")));
      ObjectNode reply = JSON.createObjectNode();
      reply.set("id", id);
      reply.set("spans", spans(findings, false));
      out.accept(reply);
      return true;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return false;
    }
  }

  private static List<KnownIdentifier> known(JsonNode array) {
    List<KnownIdentifier> known = new ArrayList<>();
    for (JsonNode one : array) {
      IdentifierType type = IdentifierType.valueOf(one.path("type").asText());
      known.add(new KnownIdentifier(type, one.path("value").asText(), "", null));
    }
    return known;
  }

  /** As an array; with what is reported only where asked for. */
  public static ArrayNode spans(Findings findings, boolean uncertainToo) {
    ArrayNode spans = JSON.createArrayNode();
    for (Span span : findings.spans()) {
      if (uncertainToo || !span.uncertain()) {
        spans
            .addObject()
            .put("start", span.start())
            .put("end", span.end())
            .put("type", span.type().name())
            .put("score", Math.round(span.score() * 1000) / 1000.0)
            .put("source", span.layer().name().toLowerCase(Locale.ROOT));
      }
    }
    return spans;
  }
}
