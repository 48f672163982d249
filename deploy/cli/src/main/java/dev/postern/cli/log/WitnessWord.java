package dev.postern.cli.log;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.WitnessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a witness says of a log when it is asked itself (C2SP tlog-witness, monitoring).
 *
 * @param size the entries of the checkpoint it cosigned last
 * @param cosignedAt when
 */
public record WitnessWord(long size, Instant cosignedAt) {

  /**
   * Asks a witness.
   *
   * @return nothing when it never cosigned this log
   * @throws IOException when it does not answer, or not under its key
   */
  public static Optional<WitnessWord> ask(LogSource witness, String origin, WitnessKey key)
      throws IOException {
    String name = Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)).hex();
    Optional<byte[]> answer = witness.read(name + "/" + LogSource.CHECKPOINT);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    try {
      SignedNote note = SignedNote.parse(new String(answer.get(), StandardCharsets.UTF_8));
      long size = Checkpoint.parse(note.text()).size();
      return switch (key.verify(note)) {
        case WitnessKey.Verdict.Cosigned cosigned ->
            Optional.of(new WitnessWord(size, cosigned.at()));
        case WitnessKey.Verdict.Missing missing ->
            throw new IOException("it signs with another key");
        case WitnessKey.Verdict.Forged forged -> throw new IOException("its signature is false");
      };
    } catch (IllegalArgumentException malformed) {
      throw new IOException("it answers with no checkpoint", malformed);
    }
  }

  /** How long ago it cosigned. */
  public Duration age() {
    return Duration.between(cosignedAt, Instant.now());
  }
}
