package dev.postern.cli.bridge;

import com.fasterxml.jackson.databind.JsonNode;

/** Hears an answer while it streams. */
public interface AnswerListener {

  /** What left, told before the first word of the answer. */
  void disclosed(JsonNode disclosure);

  /** The next words, identifiers already restored where the asker is entitled to them. */
  void delta(String text);

  /** The marked snippets in order of first mark. */
  void cited(JsonNode citations);
}
