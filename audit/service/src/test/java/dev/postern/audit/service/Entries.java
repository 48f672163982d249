package dev.postern.audit.service;

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
import dev.postern.audit.entry.RouteRef;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Subjects;
import dev.postern.audit.entry.Tunnel;
import dev.postern.runtime.ids.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Entries as the bridge writes them. */
public final class Entries {
  public static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private Entries() {}

  public static Entry noSources() {
    return question(UUID.randomUUID())
        .entry(EntryType.NO_SOURCES, Ids.next(), Instant.now())
        .build();
  }

  public static QuestionRef question(UUID bootId) {
    var actor = new Actor("entity-1", List.of("pwd"), null);
    return new QuestionRef(Ids.next(), bootId, null, "st-aurelia", actor, "TREAT");
  }

  public static EgressIntent intent(QuestionRef question, Duration answerIn) {
    var now = Instant.now();
    return new EgressIntent(
        Ids.next(),
        now,
        question,
        new DecisionRef("d-1", "7.1795000000.0123456789ab", "permit", null),
        new RouteRef("azure-eu", "azure-openai", "gpt-4o", "westeurope", "baa-2026-01", null),
        new DataCounts(List.of("internal"), 1, 3, 2, 900, Map.of("PERSON", 2L), "pseudonyms", null),
        new Accountable(false, "164.528(a)(1)(i)"),
        new Tunnel("route", "lo", null, now),
        now.plus(answerIn.compareTo(Duration.ofSeconds(5)) < 0 ? answerIn : Duration.ofSeconds(5)),
        now.plus(answerIn),
        true,
        null,
        Salt.random(),
        Payload.of("{\"v\":1,\"parts\":[]}".getBytes(StandardCharsets.UTF_8)),
        new Subjects(List.of("MFRGGZDFMZTWQ2LKNNWG23TPOA"), Salt.random()));
  }

  public static Entry outcome(QuestionRef question, long intent) {
    return question
        .entry(EntryType.EGRESS_OUTCOME, Ids.next(), Instant.now())
        .with(Member.REF, intent)
        .with(
            Member.OUTCOME,
            new Outcome(Outcome.Status.ANSWERED, 200L, "req-1", 900L, 100L, Map.of("PERSON", 1L)))
        .build();
  }
}
