package dev.postern.runtime.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Set;

/**
 * The span and resource attributes that may leave a service. Names are those of the OpenTelemetry
 * semantic conventions (gen_ai as of 2026-09) and our own {@code postern.*}; values are counts,
 * durations, codes and random ids.
 */
final class AllowedAttributes {

  private static final Set<String> SPAN =
      Set.of(
          "http.request.method",
          "http.response.status_code",
          "http.route",
          "network.protocol.version",
          "error.type",
          "exception.type",
          "db.system.name",
          "gen_ai.operation.name",
          "gen_ai.provider.name",
          "gen_ai.request.model",
          "gen_ai.request.stream",
          "gen_ai.response.model",
          "gen_ai.response.finish_reasons",
          "gen_ai.usage.input_tokens",
          "gen_ai.usage.output_tokens",
          "gen_ai.token.type",
          "postern.outcome",
          "postern.problem",
          "postern.question_id",
          "postern.decision_id",
          "postern.policy_revision",
          "postern.purpose_of_use",
          "postern.route",
          "postern.region",
          "postern.snippets",
          "postern.characters",
          "postern.entries",
          "postern.entry_index");

  private static final Set<String> RESOURCE =
      Set.of(
          "service.name",
          "service.namespace",
          "service.version",
          "service.instance.id",
          "telemetry.sdk.name",
          "telemetry.sdk.language",
          "telemetry.sdk.version");

  private AllowedAttributes() {}

  static Attributes ofSpan(Attributes attributes) {
    return only(SPAN, attributes);
  }

  static Attributes ofResource(Attributes attributes) {
    return only(RESOURCE, attributes);
  }

  private static Attributes only(Set<String> allowed, Attributes attributes) {
    AttributesBuilder kept = Attributes.builder();
    attributes.forEach((key, value) -> keep(allowed, kept, key, value));
    return kept.build();
  }

  @SuppressWarnings("unchecked") // a key and its value come together out of the same attributes
  private static void keep(
      Set<String> allowed, AttributesBuilder kept, AttributeKey<?> key, Object value) {
    if (allowed.contains(key.getKey())) {
      kept.put((AttributeKey<Object>) key, value);
    }
  }
}
