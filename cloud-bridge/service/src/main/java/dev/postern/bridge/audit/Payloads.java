package dev.postern.bridge.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.postern.audit.entry.Payload;
import dev.postern.audit.entry.Salt;
import dev.postern.bridge.disclosure.DisclosureLog.Ending;
import dev.postern.bridge.disclosure.DisclosureLog.Intent;
import dev.postern.bridge.disclosure.Inquiry;
import dev.postern.bridge.disclosure.PolicyEvidence;
import dev.postern.bridge.disclosure.Question;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.sealing.ContentKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The encrypted content beside entries. Content is closed under the keys of all subjects concerned,
 * or the tenant's day key where there is none; what a decision was made from under the day key
 * alone.
 */
final class Payloads {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SubjectKeys keys;
  private final Clock clock;

  Payloads(SubjectKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Parts question and decision_input. */
  Payload question(UUID entry, Inquiry inquiry, Collection<String> subjects) throws Refusal {
    List<PayloadFormat.Part> parts = new ArrayList<>();
    parts.add(questionPart(inquiry, null, content(inquiry, subjects)));
    addDecisions(parts, inquiry);
    return Payload.of(PayloadFormat.seal(entry, parts));
  }

  /** Parts question, patient and decision_input; the patient's opens the entry's commitment. */
  Payload breakGlass(UUID entry, Inquiry inquiry, String handle, Salt salt) throws Refusal {
    SortedMap<String, ContentKey> closing = content(inquiry, List.of(handle));
    ObjectNode patient = JSON.objectNode().put("handle", handle).put("salt", salt.base64());
    List<PayloadFormat.Part> parts = new ArrayList<>();
    parts.add(questionPart(inquiry, null, closing));
    parts.add(new PayloadFormat.Part("patient", patient.toString(), closing));
    addDecisions(parts, inquiry);
    return Payload.of(PayloadFormat.seal(entry, parts));
  }

  /** Parts question, disclosure, token_map and decision_input. */
  Payload intent(UUID entry, Inquiry inquiry, Intent intent, Salt salt, Collection<String> subjects)
      throws Refusal {
    SortedMap<String, ContentKey> closing = content(inquiry, subjects);
    ObjectNode disclosure =
        JSON.objectNode()
            .put("body", new String(intent.body(), StandardCharsets.UTF_8))
            .put("salt", salt.base64());
    ObjectNode tokens = JSON.objectNode();
    intent.tokens().forEach(tokens::put);
    List<PayloadFormat.Part> parts = new ArrayList<>();
    parts.add(questionPart(inquiry, intent.disclosure().question(), closing));
    parts.add(new PayloadFormat.Part("disclosure", disclosure.toString(), closing));
    parts.add(new PayloadFormat.Part("token_map", tokens.toString(), closing));
    addDecisions(parts, inquiry);
    return Payload.of(PayloadFormat.seal(entry, parts));
  }

  /** Part answer. */
  Payload answer(UUID entry, Inquiry inquiry, Ending ending, Collection<String> subjects)
      throws Refusal {
    SortedMap<String, ContentKey> closing = content(inquiry, subjects);
    ObjectNode part =
        JSON.objectNode().put("text", ending.answer()).put("tokens", ending.answerInTokens());
    return Payload.of(
        PayloadFormat.seal(
            entry, List.of(new PayloadFormat.Part("answer", part.toString(), closing))));
  }

  /** Part question, of a search without one. */
  Payload search(UUID entry, String tenant, String text) throws Refusal {
    ObjectNode part = JSON.objectNode().put("text", text);
    return Payload.of(
        PayloadFormat.seal(
            entry, List.of(new PayloadFormat.Part("question", part.toString(), day(tenant)))));
  }

  private static PayloadFormat.Part questionPart(
      Inquiry inquiry, @Nullable String asLeft, SortedMap<String, ContentKey> closing) {
    Question question = inquiry.question();
    ObjectNode part = JSON.objectNode().put("text", question.text());
    if (asLeft != null) {
      part.put("tokens", asLeft);
    }
    Question.BreakGlass emergency = question.breakGlass();
    if (emergency != null) {
      part.putObject("break_glass")
          .put("code", emergency.code())
          .put("reason", emergency.reason())
          .put("authority", emergency.authority())
          .put("identifier", emergency.identifier());
    }
    return new PayloadFormat.Part("question", part.toString(), closing);
  }

  private void addDecisions(List<PayloadFormat.Part> parts, Inquiry inquiry) throws Refusal {
    if (inquiry.decisions().isEmpty()) {
      return;
    }
    ObjectNode decisions = JSON.objectNode();
    for (var decision : inquiry.decisions().entrySet()) {
      PolicyEvidence evidence = decision.getValue();
      ObjectNode node = decisions.putObject(decision.getKey());
      node.put("decision_id", evidence.decisionId()).put("revision", evidence.revision());
      node.putRawValue("input", new RawValue(evidence.input()));
      node.putRawValue("result", new RawValue(evidence.result()));
    }
    parts.add(
        new PayloadFormat.Part(
            "decision_input", decisions.toString(), day(inquiry.asker().tenant())));
  }

  private SortedMap<String, ContentKey> content(Inquiry inquiry, Collection<String> subjects)
      throws Refusal {
    String tenant = inquiry.asker().tenant();
    return subjects.isEmpty() ? day(tenant) : keys.of(tenant, subjects);
  }

  private SortedMap<String, ContentKey> day(String tenant) throws Refusal {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return keys.of(tenant, List.of("day:" + today));
  }
}
