package dev.postern.bridge.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.Classification;
import dev.postern.bridge.disclosure.Tally;
import dev.postern.bridge.disclosure.Turn;
import dev.postern.deid.IdentifierType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A turn as JSON, before it is encrypted. */
final class TurnFormat {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TurnFormat() {}

  static byte[] write(Turn turn) {
    ObjectNode node = JSON.createObjectNode();
    node.put("question", turn.question()).put("answer", turn.answer());
    node.set("refs", array(turn.refs()));
    node.set("documents", array(turn.documents()));
    node.set("labels", array(turn.labels()));
    node.set("patients", array(turn.patients()));
    node.set(
        "classifications",
        array(turn.classifications().stream().map(Classification::wire).sorted().toList()));
    ObjectNode identifiers = node.putObject("identifiers");
    turn.identifiers().byType().forEach((type, count) -> identifiers.put(type.name(), count));
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Turn read(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      Map<IdentifierType, Integer> identifiers = new EnumMap<>(IdentifierType.class);
      node.path("identifiers")
          .properties()
          .forEach(e -> identifiers.put(IdentifierType.valueOf(e.getKey()), e.getValue().asInt()));
      return new Turn(
          node.path("question").asText(),
          node.path("answer").asText(),
          texts(node.path("refs")),
          texts(node.path("documents")),
          texts(node.path("labels")),
          texts(node.path("patients")),
          texts(node.path("classifications")).stream()
              .map(word -> Classification.of(word).orElseThrow())
              .collect(Collectors.toSet()),
          new Tally(identifiers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ArrayNode array(Collection<String> texts) {
    ArrayNode array = JSON.createArrayNode();
    texts.stream().sorted().forEach(array::add);
    return array;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new LinkedHashSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
