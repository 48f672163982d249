package dev.postern.audit.service.sequencer;

import dev.postern.audit.entry.EntryType;
import java.util.UUID;

/**
 * An intent in the log, as a closing entry must match it.
 *
 * @param index its index
 * @param type EGRESS_INTENT or LOCAL_INTENT
 * @param questionId its question
 * @param tenant its organisation
 * @param answered whether it has its outcome; a reconciliation does not count
 */
public record Intent(
    long index, EntryType type, UUID questionId, String tenant, boolean answered) {}
