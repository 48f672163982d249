package dev.postern.bridge.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.bridge.disclosure.Classification;
import dev.postern.bridge.disclosure.Snippet;
import dev.postern.bridge.disclosure.Sources;
import dev.postern.deid.Findings;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the indexer's search reply (contracts.md section 3); anything else is an argument error.
 */
final class SearchReply {

  private SearchReply() {}

  static Sources read(JsonNode reply) {
    return new Sources(
        list(reply, "snippets", SearchReply::snippet),
        list(reply, "question_known", SearchReply::match),
        Set.copyOf(list(reply, "readable", SearchReply::word)));
  }

  private static Snippet snippet(JsonNode node) {
    String text = text(node, "text");
    Findings findings = findings(node, text);
    return new Snippet(
        text(node, "ref"),
        text(node, "document_id"),
        text(node, "title"),
        integer(node, "page"),
        heading(node),
        text,
        Classification.of(text(node, "classification")).orElseThrow(() -> wrong("classification")),
        list(node, "labels", SearchReply::word),
        text(node, "source"),
        integer(node, "age_days"),
        list(node, "patients", SearchReply::patient),
        list(node, "known_identifiers", SearchReply::known),
        findings,
        number(node, "score"));
  }

  private static Snippet.Patient patient(JsonNode node) {
    JsonNode relationship = node.path("relationship");
    return new Snippet.Patient(
        text(node, "handle"),
        relationship.isObject()
            ? new Snippet.Relationship(
                text(relationship, "kind"), textOrNull(relationship, "until"))
            : null,
        list(node, "consents", SearchReply::consent),
        list(node, "flags", SearchReply::word));
  }

  private static Snippet.Consent consent(JsonNode node) {
    return new Snippet.Consent(text(node, "code"), text(node, "effect"), textOrNull(node, "until"));
  }

  private static KnownIdentifier known(JsonNode node) {
    return new KnownIdentifier(
        type(node), text(node, "value"), text(node, "person"), textOrNull(node, "patient"));
  }

  private static @Nullable Findings findings(JsonNode snippet, String text) {
    JsonNode node = snippet.path("findings");
    if (node.isNull()) {
      return null; // the indexer's detector has not read the document yet
    }
    int length = text.codePointCount(0, text.length());
    List<Span> spans = list(node, "spans", SearchReply::span);
    if (spans.stream().anyMatch(span -> span.end() > length)) {
      throw wrong("spans");
    }
    return new Findings(text(node, "detector"), spans);
  }

  // Which layer found a span stays with the indexer; here they are what came from elsewhere.
  private static Span span(JsonNode node) {
    return new Span(
        whole(node, "start"),
        whole(node, "end"),
        type(node),
        number(node, "score"),
        Span.Layer.MODEL);
  }

  private static Sources.KnownMatch match(JsonNode node) {
    return new Sources.KnownMatch(
        whole(node, "start"), whole(node, "end"), type(node), text(node, "patient"));
  }

  private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> read) {
    JsonNode array = node.path(name);
    if (!array.isArray()) {
      throw wrong(name);
    }
    List<T> all = new ArrayList<>();
    array.forEach(each -> all.add(read.apply(each)));
    return all;
  }

  private static String word(JsonNode node) {
    if (!node.isTextual()) {
      throw wrong("word");
    }
    return node.textValue();
  }

  private static IdentifierType type(JsonNode node) {
    return IdentifierType.valueOf(text(node, "type"));
  }

  private static String text(JsonNode node, String name) {
    String text = textOrNull(node, name);
    if (text == null) {
      throw wrong(name);
    }
    return text;
  }

  private static @Nullable String heading(JsonNode node) {
    String section = textOrNull(node, "section");
    return section == null || section.isBlank() ? null : section;
  }

  private static @Nullable String textOrNull(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(name);
    }
    return value.textValue();
  }

  private static @Nullable Integer integer(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNull() || value.isMissingNode() ? null : whole(node, name);
  }

  private static int whole(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(name);
    }
    return value.intValue();
  }

  private static double number(JsonNode node, String name) {
    if (!node.path(name).isNumber()) {
      throw wrong(name);
    }
    return node.path(name).doubleValue();
  }

  private static IllegalArgumentException wrong(String member) {
    return new IllegalArgumentException("the indexer's reply: " + member);
  }
}
