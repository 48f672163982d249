package dev.postern.indexer.subject;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a patient allows or forbids.
 *
 * @param code of the matter, such as {@code research}
 * @param effect {@code permit} or {@code deny}
 * @param until null: until it is withdrawn
 */
public record Consent(String code, String effect, @Nullable Instant until) {}
