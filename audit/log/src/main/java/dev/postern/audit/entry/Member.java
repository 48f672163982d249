package dev.postern.audit.entry;

import dev.postern.audit.json.Json;
import dev.postern.audit.json.MalformedJson;
import dev.postern.audit.log.Hash;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * A member of the leaf that some types of entry have. Absent means: does not apply to this entry.
 * Inside a section every member is present, null where unknown.
 *
 * @param <T> what it holds
 */
public final class Member<T> {
  private static final Map<String, Member<?>> ALL = new LinkedHashMap<>();

  /** The trace of the request: 32 hex digits, random. */
  public static final Member<String> TRACE_ID = text("trace_id");

  /** The question the entry belongs to. */
  public static final Member<UUID> QUESTION_ID = id("question_id");

  /** The run of the writer's process; its end closes open intents. */
  public static final Member<UUID> BOOT_ID = id("boot_id");

  /** Who acted. */
  public static final Member<Actor> ACTOR = member("actor", Actor::write, Actor::read);

  /** The purpose of use as claimed (HL7 v3 PurposeOfUse). */
  public static final Member<String> PURPOSE = text("purpose");

  /** The decision it rests on. */
  public static final Member<DecisionRef> DECISION =
      member("decision", DecisionRef::write, DecisionRef::read);

  /** Where content goes. */
  public static final Member<RouteRef> ROUTE = member("route", RouteRef::write, RouteRef::read);

  /** What the content is, in counts. */
  public static final Member<DataCounts> DATA = member("data", DataCounts::write, DataCounts::read);

  /** The encrypted content beside the tree. */
  public static final Member<PayloadRef> PAYLOAD =
      member("payload", PayloadRef::write, PayloadRef::read);

  /** Whether it counts for the accounting of disclosures. */
  public static final Member<Accountable> ACCOUNTABLE =
      member("accountable", Accountable::write, Accountable::read);

  /** The index of the intent this entry closes. */
  public static final Member<Long> REF = member("ref", Json.Int::new, Member::index);

  /** {@link Commitments#body}: binds the intent to the request's very bytes. */
  public static final Member<Hash> BODY_COMMIT = hash("body_commit");

  /** {@link Commitments#subjects}: binds the entry to its list of patients. */
  public static final Member<Hash> SUBJECTS_COMMIT = hash("subjects_commit");

  /** How the tunnel was proven. */
  public static final Member<Tunnel> TUNNEL = member("tunnel", Tunnel::write, Tunnel::read);

  /** Until when the request may be sent. */
  public static final Member<Instant> SEND_BY = time("send_by");

  /** From when the audit service may close the intent. */
  public static final Member<Instant> ANSWER_BY = time("answer_by");

  /** Whether the asker is entitled to see identifiers restored. */
  public static final Member<Boolean> RESTORE = member("restore", Json.Bool::new, Member::truth);

  /** Emergency access. */
  public static final Member<BreakGlass> BREAK_GLASS =
      member("break_glass", BreakGlass::write, BreakGlass::read);

  /** How a call ended. */
  public static final Member<Outcome> OUTCOME = member("outcome", Outcome::write, Outcome::read);

  /** Why nothing left. */
  public static final Member<Denial> DENIAL = member("denial", Denial::write, Denial::read);

  /** What a person looked at. */
  public static final Member<AccessRef> ACCESS =
      member("access", AccessRef::write, AccessRef::read);

  /** A document in the index. */
  public static final Member<DocumentRef> DOCUMENT =
      member("document", DocumentRef::write, DocumentRef::read);

  /** A change of what decides. */
  public static final Member<Change> CHANGE = member("change", Change::write, Change::read);

  /** Why an open intent was closed. */
  public static final Member<Reconciliation> RECONCILIATION =
      member("reconciliation", Reconciliation::write, Reconciliation::read);

  /** A provider's usage beside the log's intents. */
  public static final Member<Usage> USAGE = member("usage", Usage::write, Usage::read);

  /** The log this one continues. */
  public static final Member<Recovery> RECOVERY =
      member("recovery", Recovery::write, Recovery::read);

  private final String name;
  private final Function<T, Json> writer;
  private final Function<Json, T> reader;

  private Member(String name, Function<T, Json> writer, Function<Json, T> reader) {
    this.name = name;
    this.writer = writer;
    this.reader = reader;
  }

  /** Its name in the leaf. */
  public String name() {
    return name;
  }

  Json write(T value) {
    return writer.apply(value);
  }

  T read(Json json) {
    return reader.apply(json);
  }

  static Iterable<Member<?>> all() {
    return ALL.values();
  }

  @Override
  public String toString() {
    return name;
  }

  private static <T> Member<T> member(
      String name, Function<T, Json> writer, Function<Json, T> reader) {
    var member = new Member<>(name, writer, reader);
    ALL.put(name, member);
    return member;
  }

  private static Member<String> text(String name) {
    return member(
        name,
        value -> Json.text(Limits.code(name, value)),
        json -> Limits.code(name, string(name, json)));
  }

  private static Member<UUID> id(String name) {
    return member(
        name,
        value -> Json.text(value.toString()),
        json -> Limits.parseId(name, string(name, json)));
  }

  private static Member<Hash> hash(String name) {
    return member(
        name, value -> Json.text(value.hex()), json -> Limits.parseHash(name, string(name, json)));
  }

  private static Member<Instant> time(String name) {
    return member(
        name,
        value -> Json.text(Limits.formatTime(value)),
        json -> Limits.parseTime(name, string(name, json)));
  }

  private static Long index(Json json) {
    if (json instanceof Json.Int i) {
      return Limits.count("ref", i.value());
    }
    throw new MalformedJson("member ref is not an integer");
  }

  private static Boolean truth(Json json) {
    if (json instanceof Json.Bool b) {
      return b.value();
    }
    throw new MalformedJson("member restore is not a boolean");
  }

  private static String string(String name, Json json) {
    if (json instanceof Json.Text t) {
      return t.value();
    }
    throw new MalformedJson("member " + name + " is not text");
  }
}
