package dev.postern.audit.export;

import dev.postern.audit.entry.DecisionRef;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Outcome;
import dev.postern.audit.entry.RouteRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * OCSF 1.8.0, class API Activity (6003) with the profiles {@code ai_operation} and {@code
 * security_control}: one event for each entry. {@code prompt_text} and {@code response_text} are
 * never filled: they would be content.
 */
public final class OcsfLines implements LineFormat {
  /** The version of the schema. */
  public static final String VERSION = "1.8.0";

  private static final long CATEGORY = 6;
  private static final long CLASS = 6003;

  private static final long CREATE = 1;
  private static final long READ = 2;
  private static final long UPDATE = 3;
  private static final long DELETE = 4;
  private static final long OTHER = 99;

  private static final long SUCCESS = 1;
  private static final long FAILURE = 2;

  private static final long ALLOWED = 1;
  private static final long DENIED = 2;
  private static final long MODIFIED = 4;

  private final String origin;

  /** Events that name this log. */
  public OcsfLines(String origin) {
    this.origin = origin;
  }

  @Override
  public String header() {
    return "";
  }

  @Override
  public List<String> lines(Exported exported) {
    var entry = exported.entry();
    long activity = activity(entry.type());
    var event =
        new Members()
            .put("activity_id", activity)
            .put("category_uid", CATEGORY)
            .put("class_uid", CLASS)
            .put("type_uid", CLASS * 100 + activity)
            .put("severity_id", severity(entry))
            .put("time", entry.time().toEpochMilli())
            .put("message", entry.type().name())
            .put("metadata", metadata(entry))
            .put("actor", actor(entry))
            .put("api", api(entry))
            .put("src_endpoint", new Members().put("name", "postern"))
            .put("dst_endpoint", destination(entry))
            .put("status_id", failed(entry) ? FAILURE : SUCCESS)
            .put("status_detail", detail(entry))
            .put("unmapped", unmapped(exported));
    addControl(event, entry);
    addModel(event, entry, exported.closing());
    return List.of(new String(event.json().canonicalBytes(), StandardCharsets.UTF_8) + "\n");
  }

  private static Members metadata(Entry entry) {
    var profiles = new ArrayList<String>();
    if (entry.get(Member.ROUTE) != null) {
      profiles.add("ai_operation");
    }
    profiles.add("security_control");
    return new Members()
        .put("version", VERSION)
        .put("uid", entry.id().toString())
        .put("tenant_uid", entry.tenant())
        .put("correlation_uid", text(entry.get(Member.QUESTION_ID)))
        .put("trace_uid", entry.get(Member.TRACE_ID))
        .putTexts("profiles", profiles)
        .put("product", new Members().put("name", "Postern").put("vendor_name", "Postern"));
  }

  private static Members actor(Entry entry) {
    var actor = entry.get(Member.ACTOR);
    return actor == null
        ? new Members().put("app_name", "postern")
        : new Members().put("user", new Members().put("uid", actor.subject()));
  }

  private static Members api(Entry entry) {
    var operation = entry.type().name().toLowerCase(Locale.ROOT);
    return new Members()
        .put("operation", operation)
        .put("request", new Members().put("uid", entry.id().toString()));
  }

  private static @Nullable Members destination(Entry entry) {
    var route = entry.get(Member.ROUTE);
    return route == null
        ? null
        : new Members()
            .put("name", route.provider())
            .put("location", new Members().put("region", route.region()));
  }

  private static void addControl(Members event, Entry entry) {
    long action = entry.get(Member.DENIAL) != null ? DENIED : replaced(entry) ? MODIFIED : ALLOWED;
    event.put("action_id", action);
    DecisionRef decision = entry.get(Member.DECISION);
    if (decision != null) {
      event.put(
          "policy",
          new Members()
              .put("uid", decision.decisionId())
              .put("name", decision.rule() == null ? "postern" : decision.rule())
              .put("version", decision.bundleRevision()));
    }
  }

  private static void addModel(Members event, Entry entry, @Nullable Entry closing) {
    RouteRef route = entry.get(Member.ROUTE);
    if (route == null) {
      return;
    }
    event.put(
        "ai_model", new Members().put("ai_provider", route.provider()).put("name", route.model()));
    Outcome outcome =
        entry.get(Member.OUTCOME) != null || closing == null
            ? entry.get(Member.OUTCOME)
            : closing.get(Member.OUTCOME);
    var context = new Members().put("application", new Members().put("name", "postern"));
    if (outcome != null) {
      Long prompt = outcome.promptTokens();
      Long completion = outcome.completionTokens();
      context.put("prompt_tokens", prompt).put("completion_tokens", completion);
      if (prompt != null && completion != null) {
        context.put("total_tokens", prompt + completion);
      }
    }
    event.put("message_context", context);
  }

  private Members unmapped(Exported exported) {
    var entry = exported.entry();
    var data = entry.get(Member.DATA);
    var all =
        new Members()
            .put("log_origin", origin)
            .put("log_index", exported.index())
            .put("leaf_hash", entry.leafHash().hex())
            .put("purpose_of_use", entry.get(Member.PURPOSE))
            .put("closes_index", entry.get(Member.REF));
    if (data != null) {
      all.put("patients", data.patients())
          .put("snippets_found", data.retrieved())
          .put("snippets_sent", data.sent())
          .put("characters_sent", data.characters())
          .put("deidentification", data.deidentification())
          .putTexts("classifications", data.classifications());
    }
    return all;
  }

  private static long activity(EntryType type) {
    return switch (type) {
      case EGRESS_INTENT, LOCAL_INTENT, DOCUMENT_INDEXED, LEGAL_HOLD_SET, BREAK_GLASS -> CREATE;
      case NO_SOURCES, ACCESS, REIDENTIFY, EXPORT, EGRESS_DENIED -> READ;
      case AUTHZ_CHANGE, POLICY_BUNDLE, MODEL_ROUTE_CHANGE, KEY_ROTATED -> UPDATE;
      case RETENTION_POLICY, RELATIONSHIP_CHANGED, KILL_SWITCH -> UPDATE;
      case KEY_DESTROYED, LEGAL_HOLD_RELEASED, DOCUMENT_REMOVED -> DELETE;
      case EGRESS_OUTCOME, LOCAL_ANSWER, RECONCILIATION -> OTHER;
      case AUTHN, REVIEW_SIGNED, LOG_RECOVERY -> OTHER;
    };
  }

  /** 1 informational, 2 low, 3 medium, 4 high. */
  private static long severity(Entry entry) {
    return switch (entry.type()) {
      case LOG_RECOVERY, KILL_SWITCH, BREAK_GLASS, KEY_DESTROYED -> 4;
      case RECONCILIATION -> reconciled(entry);
      case EGRESS_DENIED, REIDENTIFY, EXPORT -> 3;
      case LEGAL_HOLD_RELEASED, AUTHZ_CHANGE, POLICY_BUNDLE, MODEL_ROUTE_CHANGE -> 2;
      case KEY_ROTATED, RETENTION_POLICY -> 2;
      case EGRESS_INTENT, LOCAL_INTENT, EGRESS_OUTCOME, LOCAL_ANSWER, NO_SOURCES, ACCESS -> 1;
      case AUTHN, LEGAL_HOLD_SET, REVIEW_SIGNED, DOCUMENT_INDEXED, DOCUMENT_REMOVED -> 1;
      case RELATIONSHIP_CHANGED -> 1;
    };
  }

  private static long reconciled(Entry entry) {
    var usage = entry.get(Member.USAGE);
    if (usage == null) {
      return 3;
    }
    return usage.agrees() ? 1 : 4;
  }

  private static boolean failed(Entry entry) {
    return detail(entry) != null;
  }

  private static @Nullable String detail(Entry entry) {
    var denial = entry.get(Member.DENIAL);
    if (denial != null) {
      return denial.code();
    }
    var reconciliation = entry.get(Member.RECONCILIATION);
    if (reconciliation != null) {
      return reconciliation.reason().name().toLowerCase(Locale.ROOT);
    }
    var usage = entry.get(Member.USAGE);
    if (usage != null && !usage.agrees()) {
      return "usage_differs";
    }
    var outcome = entry.get(Member.OUTCOME);
    return outcome == null || outcome.status() == Outcome.Status.ANSWERED
        ? null
        : outcome.status().name().toLowerCase(Locale.ROOT);
  }

  private static boolean replaced(Entry entry) {
    var data = entry.get(Member.DATA);
    return data != null && data.redactions().values().stream().anyMatch(count -> count > 0);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
