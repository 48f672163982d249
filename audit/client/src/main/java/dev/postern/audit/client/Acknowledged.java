package dev.postern.audit.client;

import dev.postern.audit.log.Hash;

/**
 * An entry this client saw acknowledged. The one with the highest index is kept and sent with each
 * append: a log that no longer holds it was rolled back.
 *
 * @param origin the log's name
 * @param index the entry's place
 * @param leafHash the entry's hash in the tree
 */
public record Acknowledged(String origin, long index, Hash leafHash) {}
