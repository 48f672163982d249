package dev.postern.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request as it arrived: a line of {@code index.ndjson}.
 *
 * @param number from 1, names the file {@code NNNN.request} with the bytes
 * @param time of the first byte, RFC 3339
 * @param intent value of {@code x-ms-client-request-id}
 * @param lookup {@code found, absent, seen-before, unnamed, unknown}
 * @param logIndex of the entry found
 * @param entryType of the entry found
 * @param complete whether the whole body came
 * @param bodySha256 hex, over the body bytes received
 * @param status answered; 0 when there was nobody left to answer
 * @param fault played on purpose
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Arrival(
    int number,
    String time,
    String method,
    String path,
    @Nullable String intent,
    String lookup,
    @JsonProperty("log_index") @Nullable Long logIndex,
    @JsonProperty("entry_type") @Nullable String entryType,
    @JsonProperty("api_key_ok") boolean apiKeyOk,
    boolean complete,
    long bytes,
    @JsonProperty("body_sha256") String bodySha256,
    int status,
    @Nullable String fault) {

  static Arrival of(
      int number,
      Instant time,
      Received received,
      IntentLookup.Finding finding,
      boolean apiKeyOk,
      int status,
      @Nullable String fault) {
    IntentLookup.Finding.@Nullable Found found =
        finding instanceof IntentLookup.Finding.Found f ? f : null;
    return new Arrival(
        number,
        time.toString(),
        received.method(),
        received.path(),
        received.intent(),
        name(finding),
        found == null ? null : found.index(),
        found == null ? null : found.type(),
        apiKeyOk,
        received.complete(),
        received.body().length,
        received.bodySha256(),
        status,
        fault);
  }

  private static String name(IntentLookup.Finding finding) {
    return switch (finding) {
      case IntentLookup.Finding.Found found -> "found";
      case IntentLookup.Finding.Absent absent -> "absent";
      case IntentLookup.Finding.SeenBefore before -> "seen-before";
      case IntentLookup.Finding.Unnamed unnamed -> "unnamed";
      case IntentLookup.Finding.Unknown unknown -> "unknown";
    };
  }
}
