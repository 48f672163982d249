package dev.postern.indexer.parser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.indexer.ingest.FoundSubject;
import dev.postern.indexer.subject.Consent;
import dev.postern.indexer.subject.KnownValue;
import dev.postern.indexer.subject.PatientId;
import dev.postern.indexer.subject.Relationship;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A child's word on a patient, as JSON; what breaks the rules of our own types is not believed. */
final class SubjectFrame {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST = 500;
  private static final int MOST_PERSONS = 100;

  /** Authority of a FHIR server's own id; it is no identifier that a text would hold. */
  private static final String LOGICAL_ID = "fhir:Patient";

  private SubjectFrame() {}

  static FoundSubject read(byte[] payload) throws IOException {
    JsonNode subject = JSON.readTree(payload);
    List<PatientId> ids = new ArrayList<>();
    List<KnownValue> known = new ArrayList<>();
    for (JsonNode id : list(subject, "ids")) {
      String authority = id.path("authority").asText();
      String identifier = id.path("identifier").asText();
      if (!authority.isBlank()) {
        ids.add(new PatientId(authority, identifier));
      }
      if (!authority.equals(LOGICAL_ID)) {
        known.add(value(0, id.path("type").asText(), identifier));
      }
    }
    for (JsonNode one : list(subject, "known")) {
      known.add(
          value(one.path("person").asInt(), one.path("type").asText(), one.path("value").asText()));
    }
    return new FoundSubject(ids, known, relationships(subject), consents(subject), flags(subject));
  }

  private static KnownValue value(int person, String type, String value) {
    if (person > MOST_PERSONS || !KnownValue.TYPES.contains(type)) {
      throw new IllegalArgumentException("not an identifier type");
    }
    return new KnownValue(person, type, value);
  }

  private static List<Relationship> relationships(JsonNode subject) {
    List<Relationship> ties = new ArrayList<>();
    for (JsonNode tie : list(subject, "relationships")) {
      String user = tie.path("user").asText();
      ties.add(new Relationship("u:" + user, tie.path("kind").asText(), until(tie)));
    }
    return ties;
  }

  private static List<Consent> consents(JsonNode subject) {
    List<Consent> consents = new ArrayList<>();
    for (JsonNode consent : list(subject, "consents")) {
      String effect = consent.path("effect").asText().equals("permit") ? "permit" : "deny";
      consents.add(new Consent(consent.path("code").asText(), effect, until(consent)));
    }
    return consents;
  }

  private static List<String> flags(JsonNode subject) {
    List<String> flags = new ArrayList<>();
    list(subject, "flags").forEach(flag -> flags.add(flag.asText()));
    return flags;
  }

  private static @Nullable Instant until(JsonNode of) {
    JsonNode until = of.path("until");
    return until.isTextual() ? Instant.parse(until.asText()) : null;
  }

  private static JsonNode list(JsonNode subject, String name) {
    JsonNode list = subject.path(name);
    if (list.size() > MOST) {
      throw new IllegalArgumentException("too much of one patient");
    }
    return list;
  }
}
