package dev.postern.simulator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on purpose, until it is taken back or was played {@code times} times.
 *
 * @param latencyMs before the answer begins
 * @param deltaDelayMs between two pieces of a streamed answer
 * @param status answered instead: 307, 429 or 5xx
 * @param retryAfter seconds, sent with the status
 * @param cutAfter pieces of the stream after which the connection is closed
 * @param malformedAfter pieces of the stream after which one is broken
 * @param contentFilter prompt or answer: which of both the provider's filter stops
 * @param answer said instead of an extract: what a hostile or confused model might say
 * @param provider whose calls it hits, null for all
 * @param times how often, 0 for ever
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record Faults(
    @JsonProperty("latency_ms") int latencyMs,
    @JsonProperty("delta_delay_ms") int deltaDelayMs,
    int status,
    @JsonProperty("retry_after") @Nullable Integer retryAfter,
    @JsonProperty("cut_after") @Nullable Integer cutAfter,
    @JsonProperty("malformed_after") @Nullable Integer malformedAfter,
    @JsonProperty("content_filter") @Nullable String contentFilter,
    @Nullable String answer,
    @Nullable String provider,
    int times) {

  static final Faults NONE = new Faults(0, 0, 0, null, null, null, null, null, null, 0);

  public Faults {
    if (!List.of(0, 307, 429).contains(status) && (status < 500 || status > 599)) {
      throw new IllegalArgumentException("a fault's status is 307, 429 or 5xx");
    }
    if (latencyMs < 0 || deltaDelayMs < 0 || times < 0) {
      throw new IllegalArgumentException("a fault's numbers are not negative");
    }
    if (contentFilter != null && !Set.of("prompt", "answer").contains(contentFilter)) {
      throw new IllegalArgumentException("a filter stops the prompt or the answer");
    }
  }

  Faults playedOnce() {
    if (times == 0) {
      return this;
    }
    return times == 1
        ? NONE
        : new Faults(
            latencyMs,
            deltaDelayMs,
            status,
            retryAfter,
            cutAfter,
            malformedAfter,
            contentFilter,
            answer,
            provider,
            times - 1);
  }

  boolean hits(String called) {
    return provider == null || provider.equals(called);
  }

  /** What is said: this, or the answer that the fault has instead. */
  String spoken(String honest) {
    return answer == null ? honest : answer;
  }

  @Nullable String label() {
    if (status != 0) {
      return "status " + status;
    }
    if (cutAfter != null) {
      return "cut";
    }
    if (malformedAfter != null) {
      return "malformed";
    }
    if (contentFilter != null) {
      return "content filter";
    }
    if (answer != null) {
      return "answer";
    }
    return latencyMs > 0 || deltaDelayMs > 0 ? "slow" : null;
  }
}
