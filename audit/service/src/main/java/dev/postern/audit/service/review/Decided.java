package dev.postern.audit.service.review;

import dev.postern.audit.entry.Payload;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry that says how a question was decided.
 *
 * @param entry its id
 * @param committedAt when it became durable
 * @param payload the encrypted content beside it, null where there is none
 */
public record Decided(UUID entry, UUID question, Instant committedAt, @Nullable Payload payload) {}
