package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.Hash;

/**
 * The committed size and root: only these may be signed.
 *
 * @param size the entries
 * @param root their root
 */
public record Head(long size, Hash root) {}
