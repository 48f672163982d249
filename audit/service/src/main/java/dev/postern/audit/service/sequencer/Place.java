package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.Hash;

/**
 * Where a durable entry is.
 *
 * @param index its index
 * @param leafHash its hash
 * @param treeSize a committed size that covers it
 */
public record Place(long index, Hash leafHash, long treeSize) {}
