package dev.postern.audit.witness;

import dev.postern.audit.log.AddCheckpoint;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.ConsistencyProof;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.SignedNote;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Judges checkpoints. One at a time: what is compared and what is then remembered must not be
 * parted, or a slower request could roll a log back. The checks come in the order of the
 * specification.
 */
public final class Witness {
  private final Identity identity;
  private final KnownLogs logs;
  private final Memory memory;
  private final InstantSource clock;

  /**
   * A witness.
   *
   * @param identity the key it cosigns with
   * @param logs the logs it was told of
   * @param memory what it has cosigned
   */
  public Witness(Identity identity, KnownLogs logs, Memory memory, InstantSource clock) {
    this.identity = identity;
    this.logs = logs;
    this.memory = memory;
    this.clock = clock;
  }

  /**
   * Answers a request.
   *
   * @param body as it came
   * @throws IOException when the checkpoint could not be remembered: then it is not cosigned
   */
  public Answer add(String body) throws IOException {
    AddCheckpoint request;
    Checkpoint checkpoint;
    try {
      request = AddCheckpoint.parse(body);
      checkpoint = Checkpoint.parse(request.note().text());
    } catch (IllegalArgumentException e) {
      return new Answer.Malformed(String.valueOf(e.getMessage()));
    }
    var keys = logs.keys(checkpoint.origin());
    if (keys.isEmpty()) {
      return new Answer.UnknownLog();
    }
    if (!(request.note().verify(keys) instanceof SignedNote.Verdict.Signed)) {
      return new Answer.NotSigned();
    }
    if (request.oldSize() > checkpoint.size()) {
      return new Answer.Malformed("the old size is larger than the checkpoint's");
    }
    return compareAndRemember(request, checkpoint, keys);
  }

  private synchronized Answer compareAndRemember(
      AddCheckpoint request, Checkpoint checkpoint, List<NoteKey> keys) throws IOException {
    var seen = memory.last(checkpoint.origin()).map(note -> Checkpoint.parse(note.text()));
    long size = seen.map(Checkpoint::size).orElse(0L);
    if (request.oldSize() != size) {
      return new Answer.Stale(size);
    }
    if (checkpoint.size() == 0 && !checkpoint.root().equals(Hash.EMPTY_TREE)) {
      return new Answer.Inconsistent("the empty tree has another root");
    }
    var proof = new ConsistencyProof(size, checkpoint.size(), request.proof());
    if (!proof.proves(seen.map(Checkpoint::root).orElse(Hash.EMPTY_TREE), checkpoint.root())) {
      return new Answer.Inconsistent("the proof does not lead to this root");
    }
    var cosignature = identity.cosign(checkpoint.text(), clock.instant());
    // Signatures of strangers are not passed on.
    var verified = request.note().only(keys).with(List.of(cosignature));
    memory.remember(checkpoint.origin(), verified);
    return new Answer.Cosigned(SignedNote.lines(List.of(cosignature)));
  }

  /**
   * The last cosigned checkpoint of a log.
   *
   * @param originHash SHA-256 of the origin, lower-case hex
   */
  public Optional<SignedNote> last(String originHash) throws IOException {
    return memory.lastByHash(originHash);
  }
}
