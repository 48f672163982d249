package dev.postern.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One call as the provider bills it: a line of {@code usage.ndjson}. Written for every call that
 * was answered with a status of 200, whether or not its answer was heard to the end.
 *
 * @param time when the answer began, RFC 3339
 * @param provider whose service it was, as the gateway's configuration names it
 * @param requestId the provider's own id of the call, as in its answer's headers
 * @param clientRequestId the id that the caller gave, if any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Usage(
    String time,
    String provider,
    String model,
    @JsonProperty("request_id") String requestId,
    @JsonProperty("client_request_id") @Nullable String clientRequestId,
    @JsonProperty("input_tokens") long inputTokens,
    @JsonProperty("output_tokens") long outputTokens) {}
