package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a call to a model ended.
 *
 * @param status how
 * @param httpStatus the provider's status code, where there was one
 * @param providerRequestId the provider's id of the call
 * @param promptTokens tokens read, as the provider counts
 * @param completionTokens tokens written, as the provider counts
 * @param restored identifiers restored for the asker, by type
 * @param cost by the route's configured prices, where it has some
 */
public record Outcome(
    Status status,
    @Nullable Long httpStatus,
    @Nullable String providerRequestId,
    @Nullable Long promptTokens,
    @Nullable Long completionTokens,
    Map<String, Long> restored,
    @Nullable Cost cost) {

  /** A call whose cost is not known. */
  public Outcome(
      Status status,
      @Nullable Long httpStatus,
      @Nullable String providerRequestId,
      @Nullable Long promptTokens,
      @Nullable Long completionTokens,
      Map<String, Long> restored) {
    this(status, httpStatus, providerRequestId, promptTokens, completionTokens, restored, null);
  }

  /** The values of member {@code status}. */
  public enum Status {
    /** The answer came whole. */
    ANSWERED,
    /** The stream broke after its first token. */
    PARTIAL,
    /** The provider refused or failed. */
    FAILED,
    /** Nothing was written to a socket. */
    NOT_SENT,
    /** The caller went away. */
    CANCELLED,
    /** The kill switch ended it. */
    STOPPED
  }

  /** Checks the limits of each member. */
  public Outcome {
    httpStatus = Limits.countOrNull("http_status", httpStatus);
    providerRequestId = Limits.codeOrNull("provider_request_id", providerRequestId);
    promptTokens = Limits.countOrNull("prompt_tokens", promptTokens);
    completionTokens = Limits.countOrNull("completion_tokens", completionTokens);
    restored = Limits.counts("restored", restored);
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("status", Limits.word(status));
    members.put("http_status", Json.number(httpStatus));
    members.put("provider_request_id", Json.text(providerRequestId));
    members.put("prompt_tokens", Json.number(promptTokens));
    members.put("completion_tokens", Json.number(completionTokens));
    members.put("restored", Json.counts(restored));
    if (cost != null) { // absent in entries older than prices, whose bytes stay as they are
      members.put("cost", cost.write());
    }
    return new Json.Obj(members);
  }

  static Outcome read(Json json) {
    var fields = Fields.of(json);
    var cost = fields.optional("cost");
    var value =
        new Outcome(
            Limits.word(fields, "status", Status.class),
            fields.numberOrNull("http_status"),
            fields.textOrNull("provider_request_id"),
            fields.numberOrNull("prompt_tokens"),
            fields.numberOrNull("completion_tokens"),
            fields.counts("restored"),
            cost == null ? null : Cost.read(cost));
    fields.done();
    return value;
  }
}
