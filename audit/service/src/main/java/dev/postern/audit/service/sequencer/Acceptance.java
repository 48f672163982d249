package dev.postern.audit.service.sequencer;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.InvalidEntry;
import dev.postern.audit.entry.InvalidEntry.Fault;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Payload;
import dev.postern.audit.entry.Subjects;
import dev.postern.audit.entry.Writer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks what a writer hands in before it may wait for the sequencer. */
public final class Acceptance {

  /** What came of it. */
  public sealed interface Verdict {
    /** It may enter the tree. */
    record Fit(Accepted accepted) implements Verdict {}

    /** This writer may not write this type. */
    record Forbidden() implements Verdict {}

    /** It is not an entry the log holds; the sentence has no content. */
    record Unfit(Fault fault, String sentence) implements Verdict {}
  }

  private final long largestPayload;

  /** Payloads of up to this many bytes are taken. */
  public Acceptance(long largestPayload) {
    this.largestPayload = largestPayload;
  }

  /**
   * Checks one entry: canonical form, size, type against certificate, and that what comes beside it
   * is what its leaf commits to.
   */
  public Verdict check(
      Writer writer, byte[] leaf, @Nullable Payload payload, @Nullable Subjects subjects) {
    try {
      var entry = Entry.parse(leaf);
      if (!entry.type().writableBy(writer)) {
        return new Verdict.Forbidden();
      }
      return beside(entry, payload, subjects);
    } catch (InvalidEntry e) {
      return new Verdict.Unfit(e.fault(), String.valueOf(e.getMessage()));
    }
  }

  private Verdict beside(Entry entry, @Nullable Payload payload, @Nullable Subjects subjects) {
    var ref = payload == null ? null : payload.ref();
    if (ref != null && ref.length() > largestPayload) {
      return new Verdict.Unfit(
          Fault.TOO_LARGE, "payload has more than " + largestPayload + " bytes");
    }
    var said = entry.get(Member.PAYLOAD);
    boolean samePayload =
        ref == null || said == null
            ? ref == null && said == null
            : ref.ciphertextHash().equals(said.ciphertextHash()) && ref.length() == said.length();
    if (!samePayload) {
      return new Verdict.Unfit(
          Fault.UNACCEPTABLE, "payload is not the one whose digest the entry holds");
    }
    var commitment = subjects == null ? null : subjects.commitment();
    if (!Objects.equals(commitment, entry.get(Member.SUBJECTS_COMMIT))) {
      return new Verdict.Unfit(
          Fault.UNACCEPTABLE, "subjects are not those that the entry commits to");
    }
    if (subjects != null && entry.tenant() == null) {
      return new Verdict.Unfit(Fault.UNACCEPTABLE, "subjects belong to a tenant");
    }
    return new Verdict.Fit(new Accepted(entry, entry.leafHash(), payload, subjects));
  }
}
