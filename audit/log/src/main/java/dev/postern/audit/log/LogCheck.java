package dev.postern.audit.log;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Proves a whole log from its files and pinned keys: every entry is hashed, every tile and the root
 * are derived again, and the root is the one that a key signed. If a checkpoint verified earlier is
 * given, the log must continue it. Memory does not grow with the log.
 */
public final class LogCheck {

  /** What came out. */
  public sealed interface Result {
    /**
     * Everything follows from the entries and is signed.
     *
     * @param checkpoint the signed state
     * @param note the signed note, verbatim: keep it for the next check
     */
    record Proven(Checkpoint checkpoint, String note) implements Result {}

    /**
     * The first difference.
     *
     * @param file the file that is wrong, as far as can be told
     * @param index the entry's index, or for a tile the hash's index in its level; -1 for none
     * @param expected what should be there
     * @param found what is there
     * @param what the difference in words
     */
    record Broken(String file, long index, String expected, String found, String what)
        implements Result {}
  }

  private final LogSource source;
  private final List<NoteKey> pinned;

  /** A check of a log that has signed with one key only. */
  public LogCheck(LogSource source, NoteKey pinned) {
    this(source, List.of(pinned));
  }

  /**
   * A check of one log.
   *
   * @param source the files, none of them trusted
   * @param pinned the log's keys, one for each version of its key, from somewhere else than the
   *     files; all under the log's name
   */
  public LogCheck(LogSource source, Collection<NoteKey> pinned) {
    this.source = source;
    this.pinned = List.copyOf(pinned);
    if (this.pinned.stream().map(NoteKey::name).distinct().count() != 1) {
      throw new IllegalArgumentException("a log has keys, all under one name");
    }
  }

  /**
   * Runs the check.
   *
   * @param earlier a checkpoint verified before, if any
   * @param progress told the number of entries checked, now and then
   * @throws IOException when the files cannot be read, so that nothing is known
   */
  public Result run(Optional<Checkpoint> earlier, LongConsumer progress) throws IOException {
    return run(earlier, 0, progress);
  }

  /**
   * Runs the check over a pruned log (C2SP tlog-tiles): everything from an entry on is derived
   * again, and what lies before enters as the hashes that the signed root vouches for.
   *
   * @param minimum the first entry that the retention policy promises
   */
  public Result run(Optional<Checkpoint> earlier, long minimum, LongConsumer progress)
      throws IOException {
    if (minimum < 0) {
      throw new IllegalArgumentException("an index is not negative");
    }
    var file = source.read(LogSource.CHECKPOINT);
    if (file.isEmpty()) {
      return checkpointFault("a signed checkpoint", "no file", "the checkpoint is missing");
    }
    SignedNote note;
    Checkpoint checkpoint;
    try {
      note = SignedNote.parse(new String(file.get(), StandardCharsets.UTF_8));
      checkpoint = Checkpoint.parse(note.text());
    } catch (IllegalArgumentException e) {
      return checkpointFault("a signed checkpoint", "other text", String.valueOf(e.getMessage()));
    }
    var fault = signatureFault(note, checkpoint).or(() -> rolledBack(checkpoint, earlier));
    if (fault.isPresent()) {
      return fault.get();
    }
    return new ContentCheck(source, checkpoint, earlier)
        .run(minimum, progress)
        .<Result>map(broken -> broken)
        .orElseGet(() -> new Result.Proven(checkpoint, note.format()));
  }

  private Optional<Result.Broken> signatureFault(SignedNote note, Checkpoint checkpoint) {
    var expected =
        pinned.stream().map(NoteKey::vkey).collect(joining(" or ", "a signature by ", ""));
    return switch (note.verify(pinned)) {
      case SignedNote.Verdict.Unsigned u ->
          Optional.of(checkpointFault(expected, signers(note), "the pinned key has not signed it"));
      case SignedNote.Verdict.Forged f ->
          Optional.of(checkpointFault(expected, "a false one", "the signature does not verify"));
      case SignedNote.Verdict.Signed s ->
          checkpoint.origin().equals(pinned.getFirst().name())
              ? Optional.empty()
              : Optional.of(
                  checkpointFault(
                      pinned.getFirst().name(), checkpoint.origin(), "another log's checkpoint"));
    };
  }

  private static String signers(SignedNote note) {
    return note.signatures().size() + " signature(s) by other keys";
  }

  /** What the log was known to hold it must still hold; that the roots agree is checked later. */
  private static Optional<Result.Broken> rolledBack(
      Checkpoint checkpoint, Optional<Checkpoint> earlier) {
    if (earlier.isEmpty()) {
      return Optional.empty();
    }
    var known = earlier.get();
    if (!known.origin().equals(checkpoint.origin())) {
      return Optional.of(
          checkpointFault(known.origin(), checkpoint.origin(), "another log than verified before"));
    }
    if (known.size() > checkpoint.size()) {
      return Optional.of(
          checkpointFault(
              "at least " + known.size() + " entries",
              checkpoint.size() + " entries",
              "the log is shorter than when it was last verified"));
    }
    return Optional.empty();
  }

  private static Result.Broken checkpointFault(String expected, String found, String what) {
    return new Result.Broken(LogSource.CHECKPOINT, -1, expected, found, what);
  }
}
