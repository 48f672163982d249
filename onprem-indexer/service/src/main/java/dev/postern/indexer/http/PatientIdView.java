package dev.postern.indexer.http;

import dev.postern.indexer.subject.PatientId;
import org.jspecify.annotations.Nullable;

/** {@code {"authority", "identifier"}}. */
public record PatientIdView(@Nullable String authority, @Nullable String identifier) {

  PatientId patient() {
    return new PatientId(
        Invalid.name("authority", authority), Invalid.name("identifier", identifier));
  }

  @Override
  public String toString() {
    return "PatientIdView[hidden]";
  }
}
