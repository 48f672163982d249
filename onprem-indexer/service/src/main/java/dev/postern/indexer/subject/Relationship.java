package dev.postern.indexer.subject;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Someone's tie to a patient.
 *
 * @param principal {@code u:} and a subject, or {@code g:} and a group, of the issuer
 * @param kind such as {@code attending}
 * @param until null: until it is ended
 */
public record Relationship(String principal, String kind, @Nullable Instant until) {}
