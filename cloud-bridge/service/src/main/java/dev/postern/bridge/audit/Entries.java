package dev.postern.bridge.audit;

import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.AccessRef;
import dev.postern.audit.entry.Accountable;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.BreakGlass;
import dev.postern.audit.entry.Change;
import dev.postern.audit.entry.Commitments;
import dev.postern.audit.entry.Cost;
import dev.postern.audit.entry.DataCounts;
import dev.postern.audit.entry.DecisionRef;
import dev.postern.audit.entry.Denial;
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
import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.BundleInForce;
import dev.postern.bridge.disclosure.Classification;
import dev.postern.bridge.disclosure.Disclosure;
import dev.postern.bridge.disclosure.DisclosureLog.Access;
import dev.postern.bridge.disclosure.DisclosureLog.Ending;
import dev.postern.bridge.disclosure.DisclosureLog.Intent;
import dev.postern.bridge.disclosure.EmergencyAccess;
import dev.postern.bridge.disclosure.Inquiry;
import dev.postern.bridge.disclosure.LanguageModel;
import dev.postern.bridge.disclosure.Obligations;
import dev.postern.bridge.disclosure.PolicyEvidence;
import dev.postern.bridge.disclosure.Price;
import dev.postern.bridge.disclosure.Reason;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Reviews;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.Tally;
import dev.postern.bridge.disclosure.TunnelEvidence;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what happened as entries of the log: commitments, counts, codes and random ids. */
final class Entries {
  private final UUID bootId;
  private final Clock clock;

  Entries(UUID bootId, Clock clock) {
    this.bootId = bootId;
    this.clock = clock;
  }

  Submission denied(UUID id, Inquiry inquiry, Refusal refusal, @Nullable Payload payload) {
    List<String> reasons = refusal.reasons().stream().map(Reason::code).distinct().toList();
    Entry.Builder entry =
        question(inquiry)
            .entry(EntryType.EGRESS_DENIED, id, clock.instant())
            .with(Member.DENIAL, new Denial(refusal.code().wire(), reasons))
            .with(Member.DATA, found(inquiry))
            .with(Member.BREAK_GLASS, emergency(inquiry))
            .with(Member.DECISION, lastDecision(inquiry, "withhold"));
    return submission(entry, payload, inquiry.patients());
  }

  Submission noSources(UUID id, Inquiry inquiry, @Nullable Payload payload) {
    Entry.Builder entry =
        question(inquiry)
            .entry(EntryType.NO_SOURCES, id, clock.instant())
            .with(Member.DATA, found(inquiry))
            .with(Member.DECISION, lastDecision(inquiry, "permit"));
    return submission(entry, payload, inquiry.patients());
  }

  EgressIntent intent(
      UUID id,
      Inquiry inquiry,
      Intent intent,
      Salt salt,
      Payload payload,
      Collection<String> subjects) {
    Disclosure disclosure = intent.disclosure();
    Obligations obligations = disclosure.permission().obligations();
    return new EgressIntent(
        id,
        clock.instant(),
        question(inquiry),
        decision(disclosure.permission().evidence(), "permit"),
        route(disclosure.route()),
        sent(inquiry, intent),
        new Accountable(obligations.accountable(), "policy"),
        disclosure.route().onPremises() ? null : tunnel(intent.tunnel()),
        intent.sendBy(),
        intent.answerBy(),
        obligations.restore(),
        emergency(inquiry),
        salt,
        payload,
        subjects(subjects));
  }

  Submission outcome(
      UUID id,
      Inquiry inquiry,
      Ending ending,
      @Nullable Payload payload,
      Collection<String> subjects) {
    LanguageModel.@Nullable Usage usage = ending.usage();
    Outcome outcome =
        new Outcome(
            Outcome.Status.valueOf(ending.status().name()),
            httpStatus(ending.detail()),
            usage == null ? null : code(usage.requestId()),
            usage == null ? null : usage.inputTokens(),
            usage == null ? null : usage.outputTokens(),
            counts(ending.restored()),
            usage == null ? null : cost(ending.disclosure().route().price(), usage));
    EntryType type =
        ending.disclosure().route().onPremises()
            ? EntryType.LOCAL_ANSWER
            : EntryType.EGRESS_OUTCOME;
    Entry.Builder entry =
        question(inquiry)
            .entry(type, id, clock.instant())
            .with(Member.REF, ending.intent().index())
            .with(Member.ROUTE, route(ending.disclosure().route()))
            .with(Member.OUTCOME, outcome);
    return submission(entry, payload, subjects);
  }

  Submission access(UUID id, Asker asker, Access access, @Nullable Payload payload) {
    AccessRef.Kind kind = AccessRef.Kind.valueOf(access.what().toUpperCase(Locale.ROOT));
    UUID question = access.question();
    AccessRef ref =
        new AccessRef(
            kind, question == null ? null : question.toString(), (long) access.refs().size());
    EntryType type = kind == AccessRef.Kind.IDENTITY ? EntryType.REIDENTIFY : EntryType.ACCESS;
    Entry.Builder entry =
        Entry.of(type, id, clock.instant(), asker.tenant())
            .with(Member.BOOT_ID, bootId)
            .with(Member.TRACE_ID, trace())
            .with(Member.QUESTION_ID, question)
            .with(Member.ACTOR, actor(asker))
            .with(Member.PURPOSE, access.purpose() == null ? null : access.purpose().name())
            .with(Member.ACCESS, ref);
    return submission(entry, payload, access.subjects());
  }

  Submission breakGlass(
      UUID id, Inquiry inquiry, BreakGlass access, Payload payload, String handle) {
    Entry.Builder entry =
        question(inquiry)
            .entry(EntryType.BREAK_GLASS, id, clock.instant())
            .with(Member.BREAK_GLASS, access)
            .with(Member.DECISION, lastDecision(inquiry, "permit"));
    return submission(entry, payload, List.of(handle));
  }

  Submission reviewed(UUID id, Asker reviewer, Reviews.Review review, Reviews.Verdict verdict) {
    String to = verdict.name().toLowerCase(Locale.ROOT);
    Change change = new Change("review/" + review.kind(), "open", to, List.of());
    Entry.Builder entry =
        Entry.of(EntryType.REVIEW_SIGNED, id, clock.instant(), reviewer.tenant())
            .with(Member.BOOT_ID, bootId)
            .with(Member.TRACE_ID, trace())
            .with(Member.QUESTION_ID, review.question())
            .with(Member.ACTOR, actor(reviewer))
            .with(Member.CHANGE, change);
    return new Submission(entry.build(), null, null);
  }

  Submission activated(UUID id, BundleInForce bundle, @Nullable BundleInForce before) {
    boolean killSwitch = bundle.isKillSwitch();
    String from = before == null ? null : killSwitch ? before.state() : before.revision();
    String to = killSwitch ? bundle.state() : bundle.revision();
    Change change =
        new Change(
            killSwitch ? bundle.bundle() + "@" + bundle.revision() : bundle.bundle(),
            code(from),
            code(to),
            List.of(bundle.signedBy()));
    EntryType type = killSwitch ? EntryType.KILL_SWITCH : EntryType.POLICY_BUNDLE;
    Entry.Builder entry =
        Entry.of(type, id, clock.instant(), null)
            .with(Member.BOOT_ID, bootId)
            .with(Member.CHANGE, change);
    return new Submission(entry.build(), null, null);
  }

  private static Submission submission(
      Entry.Builder entry, @Nullable Payload payload, Collection<String> handles) {
    Subjects subjects = subjects(handles);
    entry.with(Member.PAYLOAD, payload == null ? null : payload.ref());
    entry.with(Member.SUBJECTS_COMMIT, subjects == null ? null : subjects.commitment());
    return new Submission(entry.build(), payload, subjects);
  }

  private static @Nullable Subjects subjects(Collection<String> handles) {
    return handles.isEmpty() ? null : new Subjects(List.copyOf(handles), Salt.random());
  }

  private QuestionRef question(Inquiry inquiry) {
    return new QuestionRef(
        inquiry.question().id(),
        bootId,
        trace(),
        inquiry.asker().tenant(),
        actor(inquiry.asker()),
        inquiry.question().purpose().name());
  }

  private static @Nullable String trace() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid() ? span.getTraceId() : null;
  }

  private static Actor actor(Asker asker) {
    String method = code(asker.method());
    return new Actor(asker.subject(), method == null ? List.of() : List.of(method), null);
  }

  private static @Nullable DecisionRef lastDecision(Inquiry inquiry, String result) {
    PolicyEvidence last = null;
    for (PolicyEvidence evidence : inquiry.decisions().values()) {
      last = evidence;
    }
    return last == null ? null : decision(last, result);
  }

  private static DecisionRef decision(PolicyEvidence evidence, String result) {
    return new DecisionRef(evidence.decisionId(), evidence.revision(), result, null);
  }

  private static @Nullable BreakGlass emergency(Inquiry inquiry) {
    EmergencyAccess access = inquiry.emergency().orElse(null);
    return access == null
        ? null
        : new BreakGlass(
            access.code(),
            access.until(),
            inquiry.asker().subject(),
            Commitments.patient(
                Salt.of(Base64.getDecoder().decode(access.salt())), access.handle()));
  }

  private static RouteRef route(Route route) {
    String agreement = route.agreements().isEmpty() ? null : route.agreements().getFirst();
    return new RouteRef(
        route.name(), route.provider(), route.model(), route.region(), agreement, null);
  }

  private static Tunnel tunnel(TunnelEvidence evidence) {
    String peer = evidence.peers().isEmpty() ? null : evidence.peers().getFirst();
    return new Tunnel("route", evidence.interfaceName(), peer, evidence.at());
  }

  private static DataCounts found(Inquiry inquiry) {
    return new DataCounts(
        List.of(),
        inquiry.patients().size(),
        inquiry.retrieved(),
        0,
        0,
        counts(inquiry.identifiers()),
        null,
        null);
  }

  private static DataCounts sent(Inquiry inquiry, Intent intent) {
    Disclosure disclosure = intent.disclosure();
    List<String> classes =
        disclosure.excerpts().stream()
            .map(excerpt -> excerpt.snippet().classification())
            .distinct()
            .sorted()
            .map(Classification::wire)
            .toList();
    String mode = disclosure.permission().obligations().mode().name().toLowerCase(Locale.ROOT);
    return new DataCounts(
        classes,
        disclosure.patients().size(),
        inquiry.retrieved(),
        disclosure.excerpts().size(),
        disclosure.characters(),
        counts(intent.replaced()),
        mode,
        null);
  }

  private static Map<String, Long> counts(Tally tally) {
    Map<String, Long> counts = new TreeMap<>();
    tally.byType().forEach((type, count) -> counts.put(type.name(), (long) count));
    return counts;
  }

  private static @Nullable Long httpStatus(@Nullable String detail) {
    return detail != null && detail.matches("status-\\d{3}")
        ? Long.valueOf(detail.substring("status-".length()))
        : null;
  }

  private static @Nullable Cost cost(@Nullable Price price, LanguageModel.Usage usage) {
    Long input = usage.inputTokens();
    Long output = usage.outputTokens();
    if (price == null || input == null || output == null) {
      return null;
    }
    return new Cost(price.micros(input, output), price.currency());
  }

  // Words from elsewhere enter a leaf only where they are codes.
  private static @Nullable String code(@Nullable String word) {
    return word != null && word.matches("[!-~]{1,255}") ? word : null;
  }
}
