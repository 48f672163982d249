package dev.postern.bridge.opa;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Classification;
import dev.postern.bridge.disclosure.DisclosurePolicy.Facts;
import dev.postern.bridge.disclosure.DisclosurePolicy.History;
import dev.postern.bridge.disclosure.DisclosurePolicy.Recent;
import dev.postern.bridge.disclosure.DisclosurePolicy.RouteFacts;
import dev.postern.bridge.disclosure.DisclosurePolicy.SnippetFacts;
import dev.postern.bridge.disclosure.Question;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.Snippet;
import dev.postern.bridge.disclosure.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.function.Function;

/** Writes policy input (contracts.md section 5): labels and counts, never content. */
final class PolicyInput {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PolicyInput() {}

  static ObjectNode admission(Asker asker, Question question, Recent recent, Instant now) {
    ObjectNode input = JSON.objectNode();
    input.set("asker", asker(asker));
    purpose(input, question);
    input.set("recent", recent(recent));
    input.put("time", time(now));
    return input;
  }

  static ObjectNode disclosure(Facts facts) {
    Question question = facts.question();
    ObjectNode input = JSON.objectNode();
    input.set("asker", asker(facts.asker()));
    purpose(input, question);
    ObjectNode asked = input.putObject("question").put("characters", question.characters());
    asked.set("findings", tally(facts.questionIdentifiers()));
    input.set("history", history(facts.history()));
    ArrayNode snippets = input.putArray("snippets");
    facts.snippets().forEach(snippet -> snippets.add(snippet(snippet)));
    ArrayNode routes = input.putArray("routes");
    facts.routes().forEach(route -> routes.add(route(route, facts.now())));
    input.set("recent", recent(facts.recent()));
    input.put("time", time(facts.now()));
    return input;
  }

  static ObjectNode egress(Asker asker, Route route) {
    return JSON.objectNode()
        .put("tenant", asker.tenant())
        .put("subject", asker.subject())
        .put("provider", route.provider());
  }

  private static ObjectNode asker(Asker asker) {
    ObjectNode node =
        JSON.objectNode().put("subject", asker.subject()).put("tenant", asker.tenant());
    node.set("roles", texts(asker.roles()));
    node.set("groups", texts(asker.groups()));
    node.putObject("authentication")
        .put("method", asker.method())
        .put("age_seconds", asker.authenticatedSecondsAgo());
    return node;
  }

  private static void purpose(ObjectNode input, Question question) {
    input.put("purpose", question.purpose().name());
    Question.BreakGlass emergency = question.breakGlass();
    if (emergency == null) {
      input.putNull("break_glass");
    } else {
      String reason = emergency.reason();
      input
          .putObject("break_glass")
          .put("code", emergency.code())
          .put("characters", reason.codePointCount(0, reason.length()));
    }
  }

  private static ObjectNode recent(Recent recent) {
    return JSON.objectNode()
        .put("disclosures_last_hour", recent.disclosuresLastHour())
        .put("disclosures_of_patient_last_day", recent.disclosuresOfPatientLastDay())
        .put("patients_last_day", recent.patientsLastDay());
  }

  private static ObjectNode history(History history) {
    ObjectNode node =
        JSON.objectNode().put("turns", history.turns()).put("characters", history.characters());
    node.set("classifications", sorted(history.classifications(), Classification::wire));
    node.set("labels", sorted(history.labels(), Function.identity()));
    node.set("patients", sorted(history.patients(), Function.identity()));
    node.set("findings", tally(history.identifiers()));
    return node.put("labels_known", history.labelsKnown());
  }

  private static <T> ArrayNode sorted(Collection<T> all, Function<T, String> word) {
    return texts(all.stream().map(word).sorted().toList());
  }

  private static ObjectNode snippet(SnippetFacts facts) {
    Snippet snippet = facts.snippet();
    ObjectNode node = JSON.objectNode().put("ref", snippet.ref()).put("source", snippet.source());
    node.put("classification", snippet.classification().wire());
    node.set("labels", texts(snippet.labels()));
    ArrayNode patients = node.putArray("patients");
    snippet.patients().forEach(patient -> patients.add(patient(patient)));
    node.put("characters", snippet.text().codePointCount(0, snippet.text().length()));
    node.put("age_days", snippet.ageDays());
    node.set("findings", tally(facts.identifiers()));
    node.set("uncertain", tally(facts.uncertain()));
    return node;
  }

  private static ObjectNode patient(Snippet.Patient patient) {
    ObjectNode node = JSON.objectNode().put("handle", patient.handle());
    Snippet.Relationship relationship = patient.relationship();
    if (relationship == null) {
      node.putNull("relationship");
    } else {
      node.putObject("relationship")
          .put("kind", relationship.kind())
          .put("until", relationship.until());
    }
    ArrayNode consents = node.putArray("consents");
    for (Snippet.Consent consent : patient.consents()) {
      consents
          .addObject()
          .put("code", consent.code())
          .put("effect", consent.effect())
          .put("until", consent.until());
    }
    node.set("flags", texts(patient.flags()));
    return node;
  }

  private static ObjectNode route(RouteFacts facts, Instant now) {
    Route route = facts.route();
    ObjectNode node =
        JSON.objectNode()
            .put("name", route.name())
            .put("provider", route.provider())
            .put("region", route.region())
            .put("model", route.model());
    node.set("agreements", texts(route.agreements()));
    long age = Math.max(0, Duration.between(facts.tunnel().at(), now).toSeconds());
    node.putObject("tunnel").put("proven", facts.tunnel().proven()).put("age_seconds", age);
    return node;
  }

  private static ObjectNode tally(Tally tally) {
    ObjectNode node = JSON.objectNode();
    tally.byType().forEach((type, count) -> node.put(type.name(), count));
    return node;
  }

  private static ArrayNode texts(Collection<String> texts) {
    ArrayNode node = JSON.arrayNode();
    texts.forEach(node::add);
    return node;
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
