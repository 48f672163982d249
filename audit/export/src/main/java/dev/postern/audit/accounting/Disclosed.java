package dev.postern.audit.accounting;

import dev.postern.audit.entry.DataCounts;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Outcome;
import dev.postern.audit.entry.RouteRef;
import dev.postern.audit.export.Exported;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One disclosure as 45 CFR 164.528(b)(2) wants it told.
 *
 * @param date when
 * @param tenant whose
 * @param recipient the entity that received it
 * @param region where that entity processes it; the log knows no postal address
 * @param agreement the agreement it rests on, where there is one
 * @param description what was disclosed, briefly and without content
 * @param purposeCode the purpose of use
 * @param purpose the purpose in words
 * @param confirmed false where nobody can say whether it was sent
 * @param question the question it served
 * @param index the entry that proves it
 * @param ended the name of the log that holds that entry, where it ended; null for the present one
 */
public record Disclosed(
    Instant date,
    String tenant,
    String recipient,
    String region,
    @Nullable String agreement,
    String description,
    String purposeCode,
    String purpose,
    boolean confirmed,
    UUID question,
    long index,
    @Nullable String ended) {

  private static final Map<String, String> RECIPIENTS =
      Map.of(
          "azure-openai", "Microsoft (Azure OpenAI)", "bedrock", "Amazon Web Services (Bedrock)");
  private static final Map<String, String> PURPOSES =
      Map.of(
          "TREAT", "Treatment",
          "ETREAT", "Emergency treatment",
          "HPAYMT", "Payment",
          "HOPERAT", "Health care operations",
          "HRESCH", "Research",
          "PUBHLTH", "Public health",
          "PATRQT", "At the patient's request");

  static Disclosed of(Exported intent) {
    var entry = intent.entry();
    RouteRef route = Objects.requireNonNull(entry.get(Member.ROUTE));
    String purpose = Objects.requireNonNull(entry.get(Member.PURPOSE));
    return new Disclosed(
        entry.time(),
        Objects.requireNonNull(entry.tenant()),
        RECIPIENTS.getOrDefault(route.provider(), route.provider()),
        route.region(),
        route.agreement(),
        describe(Objects.requireNonNull(entry.get(Member.DATA))),
        purpose,
        PURPOSES.getOrDefault(purpose, purpose),
        confirmed(intent.closing()),
        Objects.requireNonNull(entry.get(Member.QUESTION_ID)),
        intent.index(),
        intent.ended());
  }

  private static boolean confirmed(@Nullable Entry closing) {
    Outcome outcome = closing == null ? null : closing.get(Member.OUTCOME);
    return outcome != null;
  }

  private static String describe(DataCounts data) {
    var text = new StringBuilder("A question and ");
    text.append(data.sent()).append(data.sent() == 1 ? " excerpt" : " excerpts");
    text.append(" (").append(data.characters()).append(" characters)");
    if (!data.classifications().isEmpty()) {
      text.append(" of documents classified ").append(String.join(", ", data.classifications()));
    }
    var replaced = new TreeMap<>(data.redactions());
    replaced.values().removeIf(count -> count == 0);
    if (!replaced.isEmpty()) {
      text.append(
          replaced.entrySet().stream()
              .map(type -> type.getKey() + " " + type.getValue())
              .collect(Collectors.joining(", ", "; identifiers replaced before: ", "")));
    }
    return text.toString();
  }
}
