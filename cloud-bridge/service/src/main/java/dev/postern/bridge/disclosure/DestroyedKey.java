package dev.postern.bridge.disclosure;

import java.util.UUID;

/**
 * A key of a subject that was destroyed: what was kept under it is to be forgotten.
 *
 * @param subject a patient's handle, or a day
 */
public record DestroyedKey(UUID id, String tenant, String subject) {}
