package dev.postern.audit.service.sequencer;

import dev.postern.audit.entry.Reconciliation;
import java.util.UUID;

/**
 * An open intent that its writer will not close.
 *
 * @param index its index
 * @param questionId its question
 * @param tenant its organisation
 * @param reason why nobody will
 */
public record AbandonedIntent(
    long index, UUID questionId, String tenant, Reconciliation.Reason reason) {}
