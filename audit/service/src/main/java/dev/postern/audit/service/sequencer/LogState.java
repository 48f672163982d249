package dev.postern.audit.service.sequencer;

import dev.postern.audit.log.Hash;
import dev.postern.audit.log.TileEdge;

/**
 * The committed log as the store holds it.
 *
 * @param epoch who leads: a number that grows with each change
 * @param size the entries
 * @param root their root as the store has it
 * @param edge the tiles' right edge, computed from what is stored
 */
public record LogState(long epoch, long size, Hash root, TileEdge edge) {}
