package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.Hash;

/**
 * An entry that is in the log.
 *
 * @param index its index
 * @param leafHash its hash
 */
public record Known(long index, Hash leafHash) {}
