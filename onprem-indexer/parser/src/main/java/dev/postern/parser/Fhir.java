package dev.postern.parser;

import static dev.postern.parser.FhirValue.all;
import static dev.postern.parser.FhirValue.first;
import static dev.postern.parser.FhirValue.text;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * FHIR R4 resources: one section each, headed by its kind and its code's text. A Bundle is read
 * entry by entry, so that its size is bounded by its largest resource.
 */
final class Fhir {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final BlockSink blocks;
  private final Attachments attachments;
  private final FhirPatients patients;

  Fhir(BlockSink blocks, Attachments attachments) {
    this.blocks = blocks;
    this.attachments = attachments;
    this.patients = new FhirPatients(blocks);
  }

  /** One resource, or a Bundle of many. */
  void json(BufferedReader text) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Malformed(1, "resource");
      }
      ObjectNode rest = JSON.createObjectNode();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("entry") && value == JsonToken.START_ARRAY) {
          entries(parser);
        } else {
          rest.set(name, JSON.<JsonNode>readTree(parser));
        }
      }
      whole(rest, parser.currentLocation());
    } catch (JsonProcessingException e) {
      throw malformed(e, "resource");
    }
  }

  private void entries(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      JsonNode entry = JSON.readTree(parser);
      if (entry.has("resource")) {
        String url = text(entry, "fullUrl");
        resource(entry.path("resource"), url.isEmpty() ? null : url);
      }
    }
  }

  private void whole(JsonNode resource, JsonLocation end) throws IOException {
    String type = text(resource, "resourceType");
    if (type.isEmpty()) {
      throw new Malformed(Math.max(1, end.getLineNr()), "resourceType");
    }
    if (!type.equals("Bundle")) {
      resource(resource, null);
    }
  }

  /** One resource a line. */
  void lines(BufferedReader text) throws IOException {
    long number = 0;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      JsonNode resource;
      try {
        resource = JSON.readTree(line);
      } catch (JsonProcessingException e) {
        throw new Malformed(number, "resource");
      }
      if (text(resource, "resourceType").isEmpty()) {
        throw new Malformed(number, "resourceType");
      }
      resource(resource, null);
    }
  }

  /** The same resources as XML; see {@link FhirXml}. */
  void xml(TikaInputStream document) throws IOException, SAXException, TikaException {
    FhirXml.read(document, this::resource);
  }

  private static Malformed malformed(JsonProcessingException e, String path) {
    JsonLocation at = e.getLocation();
    return new Malformed(at == null ? 1 : Math.max(1, at.getLineNr()), path);
  }

  private void resource(JsonNode resource, @Nullable String fullUrl) throws IOException {
    String type = text(resource, "resourceType");
    patients.concerned(resource, fullUrl);
    String title = FhirValue.label(type) + named(resource);
    String heading = Character.toUpperCase(title.charAt(0)) + title.substring(1);
    blocks.title(heading);
    blocks.heading(1, heading);
    for (Map.Entry<String, JsonNode> member : resource.properties()) {
      if (!FhirValue.isTechnical(member.getKey()) && !isSection(type, member.getKey())) {
        String words = FhirValue.words(member.getValue());
        if (!words.isBlank()) {
          blocks.paragraph(FhirValue.label(member.getKey()) + ": " + words);
        }
      }
    }
    if (type.equals("Composition")) {
      for (JsonNode section : all(resource, "section")) {
        section(section, 2);
      }
    }
    attached(resource);
    for (JsonNode contained : all(resource, "contained")) {
      if (contained.has("resourceType")) {
        blocks.paragraph(
            FhirValue.label(text(contained, "resourceType")) + ": " + FhirValue.words(contained));
      }
    }
  }

  private static boolean isSection(String type, String member) {
    return type.equals("Composition") && member.equals("section")
        || member.equals("content") && type.equals("DocumentReference")
        || member.equals("presentedForm");
  }

  private static String named(JsonNode resource) {
    for (String name : new String[] {"code", "vaccineCode", "medicationCodeableConcept", "type"}) {
      String words = FhirValue.words(first(resource, name));
      if (!words.isBlank()) {
        return ": " + words;
      }
    }
    String title = text(resource, "title");
    return title.isEmpty() ? "" : ": " + title;
  }

  private void section(JsonNode section, int level) throws IOException {
    String title = text(section, "title");
    String heading = title.isEmpty() ? FhirValue.words(first(section, "code")) : title;
    blocks.heading(level, heading);
    String div = text(first(section, "text"), "div");
    if (!div.isBlank()) {
      byte[] html = div.getBytes(StandardCharsets.UTF_8);
      attachments.read(DocumentFormat.HTML, "", html, blocks);
    }
    if (level < 6) {
      for (JsonNode inner : all(section, "section")) {
        section(inner, level + 1);
      }
    }
  }

  /** What is attached with its bytes: a letter in a DocumentReference, a report's printed form. */
  private void attached(JsonNode resource) throws IOException {
    for (JsonNode content : all(resource, "content")) {
      attached(first(content, "attachment"), "content.attachment");
    }
    for (JsonNode form : all(resource, "presentedForm")) {
      attached(form, "presentedForm");
    }
    if (text(resource, "resourceType").equals("Binary")) {
      attached(resource, "data");
    }
  }

  private void attached(JsonNode attachment, String path) throws IOException {
    String data = text(attachment, "data");
    if (data.isEmpty()) {
      return;
    }
    try {
      attachments.read(text(attachment, "title"), Base64.getMimeDecoder().decode(data), blocks);
    } catch (IllegalArgumentException e) {
      throw new Malformed(1, path);
    }
  }
}
