package dev.postern.audit.client;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Payload;
import dev.postern.audit.entry.Subjects;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry and what is stored beside it in the same commit.
 *
 * @param entry what enters the tree
 * @param payload the encrypted content, if any; the entry's member {@code payload} is its digest
 * @param subjects the patients concerned, if any; the entry commits to them
 */
public record Submission(Entry entry, @Nullable Payload payload, @Nullable Subjects subjects) {
  /** Refuses a payload or subjects that are not those the entry commits to. */
  public Submission {
    var payloadHash = payload == null ? null : payload.ref().ciphertextHash();
    var said = entry.get(Member.PAYLOAD);
    if (!Objects.equals(payloadHash, said == null ? null : said.ciphertextHash())) {
      throw new IllegalArgumentException("payload is not the one the entry commits to");
    }
    var commitment = subjects == null ? null : subjects.commitment();
    if (!Objects.equals(commitment, entry.get(Member.SUBJECTS_COMMIT))) {
      throw new IllegalArgumentException("subjects are not those the entry commits to");
    }
  }

  /** An entry with nothing beside it. */
  public static Submission of(Entry entry) {
    return new Submission(entry, null, null);
  }
}
