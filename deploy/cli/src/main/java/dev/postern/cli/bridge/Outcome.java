package dev.postern.cli.bridge;

import com.fasterxml.jackson.databind.JsonNode;

/** How a request to the bridge ended. */
public sealed interface Outcome {

  /** The bridge's reply: for a question the whole object of contracts section 2. */
  record Replied(JsonNode body) implements Outcome {
    @Override
    public String toString() {
      return "Replied[]";
    }
  }

  /** Nothing was answered, or the stream ended in an {@code error} event. */
  record Refused(Problem problem) implements Outcome {}
}
