package dev.postern.cli.log;

import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom a reviewer believes: the keys of one log, one for each version, and witnesses.
 *
 * @param keys the log's keys, oldest first
 * @param policy the witnesses whose word counts, if any are known
 * @param demanded whether a checkpoint without the policy's quorum is not proven
 * @param text all of it as a policy file (C2SP tlog-policy), to hand on
 */
public record Trust(
    List<NoteKey> keys, Optional<TrustPolicy> policy, boolean demanded, String text) {

  public Trust {
    keys = List.copyOf(keys);
  }

  /** A log's keys from a file, one vkey a line. */
  public static Trust keys(Path file) throws IOException {
    return known(PinnedKey.readAll(file));
  }

  /** A policy file (C2SP tlog-policy) of one log, whose quorum is demanded. */
  public static Trust policy(Path file) throws IOException {
    String text = Files.readString(file);
    TrustPolicy policy = parse(file, text);
    if (policy.logs().stream().map(NoteKey::name).distinct().count() != 1) {
      throw new IOException(file + " has to name the keys of one log, and only of one");
    }
    return new Trust(policy.logs(), Optional.of(policy), true, text);
  }

  /** What was pinned here at the first start; its witnesses are told of, not demanded. */
  public static Trust pinned(Path key, Path policy) throws IOException {
    List<NoteKey> keys = PinnedKey.readAll(key);
    if (!Files.exists(policy)) {
      return known(keys);
    }
    String text = Files.readString(policy);
    return new Trust(keys, Optional.of(parse(policy, text)), false, text);
  }

  private static Trust known(List<NoteKey> keys) {
    String text = TrustPolicy.format(keys, Map.of(), 0);
    return new Trust(keys, Optional.empty(), false, text);
  }

  private static TrustPolicy parse(Path file, String text) throws IOException {
    try {
      return TrustPolicy.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new IOException(file + " is no policy file: " + malformed.getMessage(), malformed);
    }
  }

  /** The key that signed a proven checkpoint. */
  public NoteKey signer(String note) {
    return switch (SignedNote.parse(note).verify(keys)) {
      case SignedNote.Verdict.Signed signed -> signed.by().getLast();
      case SignedNote.Verdict.Unsigned unsigned -> keys.getFirst();
      case SignedNote.Verdict.Forged forged -> forged.key();
    };
  }

  /** The known witnesses that have cosigned a proven checkpoint, whether they are enough or not. */
  public List<TrustPolicy.Witnessed> witnesses(String note) {
    return policy
        .map(
            known ->
                new TrustPolicy(known.logs(), known.witnesses(), new TrustPolicy.Quorum.None()))
        .map(known -> known.judge(SignedNote.parse(note)))
        .map(
            verdict ->
                switch (verdict) {
                  case TrustPolicy.Verdict.Trusted trusted -> trusted.witnesses();
                  case TrustPolicy.Verdict.Refused refused -> List.<TrustPolicy.Witnessed>of();
                })
        .orElse(List.of());
  }

  /** What the policy says of a checkpoint that was proven otherwise; nothing without a policy. */
  public Optional<TrustPolicy.Verdict> judge(String note) {
    return policy.map(known -> known.judge(SignedNote.parse(note)));
  }
}
