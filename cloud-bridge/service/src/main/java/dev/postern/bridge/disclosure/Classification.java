package dev.postern.bridge.disclosure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a document may go, in rising order. */
public enum Classification {
  PUBLIC,
  INTERNAL,
  CONFIDENTIAL,
  RESTRICTED;

  /** The word on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The classification with this word, if there is one. */
  public static Optional<Classification> of(String word) {
    return Arrays.stream(values()).filter(value -> value.wire().equals(word)).findFirst();
  }
}
