package dev.postern.audit.service.sequencer;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Payload;
import dev.postern.audit.entry.Subjects;
import dev.postern.audit.log.Hash;
import org.jspecify.annotations.Nullable;

/**
 * An entry that may enter the tree, with what is stored beside it in the same commit.
 *
 * @param entry the entry
 * @param leafHash its hash, computed here from its bytes
 * @param payload the ciphertext the entry gives the digest of, if any
 * @param subjects the patients the entry commits to, if any
 */
public record Accepted(
    Entry entry, Hash leafHash, @Nullable Payload payload, @Nullable Subjects subjects) {

  /** An entry with nothing beside it. */
  public static Accepted of(Entry entry) {
    return new Accepted(entry, entry.leafHash(), null, null);
  }
}
