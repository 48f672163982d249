package dev.postern.simulator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on purpose, until it is taken back or was played {@code times} times.
 *
 * @param latencyMs before the answer begins
 * @param deltaDelayMs between two pieces of a streamed answer
 * @param status answered instead: 429 or 5xx
 * @param retryAfter seconds, sent with the status
 * @param cutAfter pieces of the stream after which the connection is closed
 * @param answer said instead of an extract: what a hostile or confused model might say
 * @param times how often, 0 for ever
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record Faults(
    @JsonProperty("latency_ms") int latencyMs,
    @JsonProperty("delta_delay_ms") int deltaDelayMs,
    int status,
    @JsonProperty("retry_after") @Nullable Integer retryAfter,
    @JsonProperty("cut_after") @Nullable Integer cutAfter,
    @Nullable String answer,
    int times) {

  static final Faults NONE = new Faults(0, 0, 0, null, null, null, 0);

  public Faults {
    if (status != 0 && status != 429 && (status < 500 || status > 599)) {
      throw new IllegalArgumentException("a fault's status is 429 or 5xx");
    }
    if (latencyMs < 0 || deltaDelayMs < 0 || times < 0) {
      throw new IllegalArgumentException("a fault's numbers are not negative");
    }
  }

  Faults playedOnce() {
    if (times == 0) {
      return this;
    }
    return times == 1
        ? NONE
        : new Faults(latencyMs, deltaDelayMs, status, retryAfter, cutAfter, answer, times - 1);
  }

  @Nullable String label() {
    if (status != 0) {
      return "status " + status;
    }
    if (cutAfter != null) {
      return "cut";
    }
    if (answer != null) {
      return "answer";
    }
    return latencyMs > 0 || deltaDelayMs > 0 ? "slow" : null;
  }
}
