package dev.postern.audit.export;

import dev.postern.audit.entry.Accountable;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.DataCounts;
import dev.postern.audit.entry.DecisionRef;
import dev.postern.audit.entry.EgressIntent;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Outcome;
import dev.postern.audit.entry.Payload;
import dev.postern.audit.entry.QuestionRef;
import dev.postern.audit.entry.Reconciliation;
import dev.postern.audit.entry.RouteRef;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Subjects;
import dev.postern.audit.entry.Tunnel;
import dev.postern.audit.entry.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entries from fixed values. */
public final class Samples {
  public static final String ORIGIN = "postern.example/audit/test";
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  public static final String ADA = "MFRGGZDFMZTWQ2LKNNWG23TPOA";
  public static final String BEN = "NRXWK43UNBSSA5DFON2CA2LTEA";

  private Samples() {}

  public static UUID id(int number) {
    return UUID.fromString(String.format("0192a000-0000-7000-8000-%012d", number));
  }

  public static QuestionRef question(int number, String purpose) {
    return new QuestionRef(
        id(number),
        id(1),
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "st-aurelia",
        new Actor("entity-1", List.of("pwd"), null),
        purpose);
  }

  /** An intent at noon of the 22nd plus as many minutes as its number says. */
  public static Entry intent(int number, String purpose, Accountable accountable) {
    return intent(number, NOON.plusSeconds(60L * number), purpose, accountable);
  }

  public static Entry intent(int number, Instant at, String purpose, Accountable accountable) {
    return new EgressIntent(
            id(100 + number),
            at,
            question(200 + number, purpose),
            new DecisionRef("5f6d", "7.1795000000.0123456789ab", "permit", null),
            new RouteRef("azure-eu", "azure-openai", "gpt-4o", "westeurope", "baa-2026-01", null),
            new DataCounts(
                List.of("confidential"),
                2,
                6,
                4,
                1810,
                Map.of("PERSON", 3L, "DATE", 2L, "SSN", 0L),
                "pseudonyms",
                null),
            accountable,
            new Tunnel("route", "wg0", "10.77.0.2", at),
            at.plusSeconds(5),
            at.plusSeconds(60),
            true,
            null,
            Salt.of(new byte[32]),
            Payload.of("ciphertext".getBytes(StandardCharsets.UTF_8)),
            new Subjects(List.of(ADA, BEN), Salt.of(new byte[32])))
        .entry("{}".getBytes(StandardCharsets.UTF_8));
  }

  public static Entry outcome(int number, Outcome.Status status) {
    return question(200 + number, "TREAT")
        .entry(EntryType.EGRESS_OUTCOME, id(300 + number), NOON.plusSeconds(60L * number + 2))
        .with(Member.REF, 10L + number)
        .with(
            Member.OUTCOME,
            new Outcome(status, 200L, "req-" + number, 900L, 100L, Map.of("PERSON", 1L)))
        .build();
  }

  public static Entry reconciled(int number) {
    return Entry.of(
            EntryType.RECONCILIATION, id(400 + number), NOON.plusSeconds(3600), "st-aurelia")
        .with(Member.QUESTION_ID, id(200 + number))
        .with(Member.REF, 10L + number)
        .with(
            Member.RECONCILIATION,
            new Reconciliation(Reconciliation.Result.UNKNOWN, Reconciliation.Reason.ANSWER_OVERDUE))
        .build();
  }

  /** A provider's usage: so many calls that no intent announced. */
  public static Entry usage(int callsWithoutIntent) {
    var usage =
        new Usage(
            "azure-eu",
            NOON.minusSeconds(86_400),
            NOON,
            Usage.Result.COMPARED,
            10L + callsWithoutIntent,
            10,
            callsWithoutIntent,
            0,
            Collections.nCopies(callsWithoutIntent, "apim-7"),
            List.of());
    return Entry.of(EntryType.RECONCILIATION, id(500), NOON, null)
        .with(Member.USAGE, usage)
        .build();
  }

  public static Exported exported(int number, Entry entry, @Nullable Entry closing) {
    return new Exported(10L + number, entry, List.of(ADA, BEN), closing);
  }
}
