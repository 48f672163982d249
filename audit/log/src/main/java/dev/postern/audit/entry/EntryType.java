package dev.postern.audit.entry;

import static dev.postern.audit.entry.Member.ACCOUNTABLE;
import static dev.postern.audit.entry.Member.ACTOR;
import static dev.postern.audit.entry.Member.ANSWER_BY;
import static dev.postern.audit.entry.Member.BODY_COMMIT;
import static dev.postern.audit.entry.Member.BOOT_ID;
import static dev.postern.audit.entry.Member.DATA;
import static dev.postern.audit.entry.Member.DECISION;
import static dev.postern.audit.entry.Member.DENIAL;
import static dev.postern.audit.entry.Member.OUTCOME;
import static dev.postern.audit.entry.Member.PAYLOAD;
import static dev.postern.audit.entry.Member.PURPOSE;
import static dev.postern.audit.entry.Member.QUESTION_ID;
import static dev.postern.audit.entry.Member.REF;
import static dev.postern.audit.entry.Member.RESTORE;
import static dev.postern.audit.entry.Member.ROUTE;
import static dev.postern.audit.entry.Member.SEND_BY;
import static dev.postern.audit.entry.Member.SUBJECTS_COMMIT;
import static dev.postern.audit.entry.Member.TRACE_ID;
import static dev.postern.audit.entry.Member.TUNNEL;
import static dev.postern.audit.entry.Writer.AUDIT;
import static dev.postern.audit.entry.Writer.BRIDGE;
import static dev.postern.audit.entry.Writer.INDEXER;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types of entry: who may write each, which members it must have, and which it may have besides
 * those that every type may have (question, boot id, trace, payload, subjects' commitment).
 */
public enum EntryType {
  /** Content is about to leave; durable before it does. */
  EGRESS_INTENT(
      by(BRIDGE),
      must(
          QUESTION_ID,
          BOOT_ID,
          ACTOR,
          PURPOSE,
          DECISION,
          ROUTE,
          DATA,
          ACCOUNTABLE,
          BODY_COMMIT,
          TUNNEL,
          SEND_BY,
          ANSWER_BY,
          RESTORE),
      may(Member.BREAK_GLASS)),
  /** Content is about to go to a model on premises. */
  LOCAL_INTENT(
      by(BRIDGE),
      must(
          QUESTION_ID,
          BOOT_ID,
          ACTOR,
          PURPOSE,
          DECISION,
          ROUTE,
          DATA,
          ACCOUNTABLE,
          BODY_COMMIT,
          SEND_BY,
          ANSWER_BY,
          RESTORE),
      may(Member.BREAK_GLASS)),
  /** How a call to a cloud model ended. */
  EGRESS_OUTCOME(
      by(BRIDGE), must(QUESTION_ID, BOOT_ID, REF, OUTCOME), may(ACTOR, PURPOSE, ROUTE, DATA)),
  /** How a call to a model on premises ended. */
  LOCAL_ANSWER(
      by(BRIDGE), must(QUESTION_ID, BOOT_ID, REF, OUTCOME), may(ACTOR, PURPOSE, ROUTE, DATA)),
  /** A question was refused; nothing left. */
  EGRESS_DENIED(
      by(BRIDGE),
      must(QUESTION_ID, DENIAL),
      may(ACTOR, PURPOSE, DECISION, ROUTE, DATA, Member.BREAK_GLASS)),
  /** A question found nothing that its asker may see; nothing left. */
  NO_SOURCES(by(BRIDGE), must(QUESTION_ID, ACTOR, PURPOSE), may(DECISION, DATA)),
  /** A person looked at content or at the log. */
  ACCESS(by(BRIDGE, INDEXER, AUDIT), must(ACTOR, Member.ACCESS), may(PURPOSE, DECISION, DATA)),
  /** A reviewer saw identifiers behind tokens. */
  REIDENTIFY(by(BRIDGE), must(ACTOR, Member.ACCESS), may(PURPOSE, DECISION)),
  /** Somebody signed in, or failed to. */
  AUTHN(by(BRIDGE, INDEXER, AUDIT), must(ACTOR), may(DENIAL)),
  /** Rights changed. */
  AUTHZ_CHANGE(by(INDEXER), must(Member.CHANGE), may(ACTOR, Member.DOCUMENT)),
  /** A policy bundle took effect. */
  POLICY_BUNDLE(by(BRIDGE), must(Member.CHANGE), may(ACTOR)),
  /** A route to a model changed. */
  MODEL_ROUTE_CHANGE(by(BRIDGE), must(Member.CHANGE), may(ACTOR, ROUTE)),
  /** A key has a new version. */
  KEY_ROTATED(by(AUDIT), must(Member.CHANGE), may(ACTOR)),
  /** A key is gone, and what it opened. */
  KEY_DESTROYED(by(AUDIT), must(Member.CHANGE), may(ACTOR)),
  /** Content must be kept. */
  LEGAL_HOLD_SET(by(AUDIT), must(Member.CHANGE), may(ACTOR)),
  /** Content need no longer be kept. */
  LEGAL_HOLD_RELEASED(by(AUDIT), must(Member.CHANGE), may(ACTOR)),
  /** How long content is kept. */
  RETENTION_POLICY(by(AUDIT), must(Member.CHANGE), may(ACTOR)),
  /** A part of the log was handed out. */
  EXPORT(by(AUDIT), must(ACTOR, Member.ACCESS), may(PURPOSE)),
  /** A reviewer signed a review. */
  REVIEW_SIGNED(by(BRIDGE, AUDIT), must(ACTOR, Member.CHANGE), may()),
  /** Emergency access was granted. */
  BREAK_GLASS(by(BRIDGE), must(QUESTION_ID, ACTOR, PURPOSE, Member.BREAK_GLASS), may(DECISION)),
  /** This log continues another one. */
  LOG_RECOVERY(by(AUDIT), must(Member.RECOVERY), may(ACTOR)),
  /**
   * The audit service closed an intent that nobody closed, or compared a provider's usage with the
   * log.
   */
  RECONCILIATION(by(AUDIT), must(), may(REF, Member.RECONCILIATION, Member.USAGE)),
  /** A document can be found. */
  DOCUMENT_INDEXED(by(INDEXER), must(Member.DOCUMENT), may(ACTOR)),
  /** A document can no longer be found. */
  DOCUMENT_REMOVED(by(INDEXER), must(Member.DOCUMENT), may(ACTOR)),
  /** A treatment relationship began or ended. */
  RELATIONSHIP_CHANGED(by(INDEXER), must(Member.CHANGE), may(ACTOR)),
  /** The kill switch went on or off. */
  KILL_SWITCH(by(BRIDGE), must(Member.CHANGE), may(ACTOR));

  private final Set<Writer> writers;
  private final Set<Member<?>> required;
  private final Set<Member<?>> allowed;

  EntryType(Set<Writer> writers, Set<Member<?>> required, Set<Member<?>> optional) {
    this.writers = writers;
    this.required = required;
    var all = new HashSet<>(required);
    all.addAll(optional);
    all.addAll(Set.of(QUESTION_ID, BOOT_ID, TRACE_ID, PAYLOAD, SUBJECTS_COMMIT));
    this.allowed = Set.copyOf(all);
  }

  /** Whether the holder of this certificate may write the type. */
  public boolean writableBy(Writer writer) {
    return writers.contains(writer);
  }

  /** Whether the type announces content going to a model: it needs a closing entry. */
  public boolean isIntent() {
    return this == EGRESS_INTENT || this == LOCAL_INTENT;
  }

  /** Whether the type closes an intent. */
  public boolean isClosing() {
    return this == EGRESS_OUTCOME || this == LOCAL_ANSWER || this == RECONCILIATION;
  }

  Set<Member<?>> required() {
    return required;
  }

  boolean allows(Member<?> member) {
    return allowed.contains(member);
  }

  /** Whether the type may concern the whole installation and so have no tenant. */
  boolean mayLackTenant() {
    return switch (this) {
      case AUTHN, AUTHZ_CHANGE, POLICY_BUNDLE, MODEL_ROUTE_CHANGE, KEY_ROTATED, KEY_DESTROYED ->
          true;
      case RETENTION_POLICY, LOG_RECOVERY, KILL_SWITCH, REVIEW_SIGNED, ACCESS, EXPORT -> true;
      case RECONCILIATION -> true;
      case EGRESS_INTENT, LOCAL_INTENT, EGRESS_OUTCOME, LOCAL_ANSWER, EGRESS_DENIED -> false;
      case NO_SOURCES, REIDENTIFY, LEGAL_HOLD_SET, LEGAL_HOLD_RELEASED, BREAK_GLASS -> false;
      case DOCUMENT_INDEXED, DOCUMENT_REMOVED, RELATIONSHIP_CHANGED -> false;
    };
  }

  /**
   * Whether a complete entry of this type has just these members: a reconciliation is about one
   * intent of a tenant, or about a provider's usage of the whole installation.
   */
  boolean fits(Set<Member<?>> members, @Nullable String tenant) {
    if (this != RECONCILIATION) {
      return true;
    }
    return members.contains(Member.USAGE)
        ? members.equals(Set.of(Member.USAGE)) && tenant == null
        : members.containsAll(Set.of(QUESTION_ID, REF, Member.RECONCILIATION)) && tenant != null;
  }

  private static Set<Writer> by(Writer... writers) {
    return Set.of(writers);
  }

  private static Set<Member<?>> must(Member<?>... members) {
    return new HashSet<>(Arrays.asList(members));
  }

  private static Set<Member<?>> may(Member<?>... members) {
    return Set.of(members);
  }
}
