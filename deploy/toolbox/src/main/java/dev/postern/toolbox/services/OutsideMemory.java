package dev.postern.toolbox.services;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.WitnessKey;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.PrivateFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The last checkpoint of a log as it is remembered where the log's database is not. */
public final class OutsideMemory {
  private final Layout layout;
  private final Witness witness;

  OutsideMemory(Layout layout, Witness witness) {
    this.layout = layout;
    this.witness = witness;
  }

  /** A checkpoint and who remembers it. */
  record Remembered(String place, SignedNote note) {
    long size() {
      return Checkpoint.parse(note.text()).size();
    }
  }

  /**
   * The newest of those that the log's pinned keys signed.
   *
   * @param given one that the operator knows of
   */
  Optional<Remembered> newest(String origin, List<NoteKey> keys, Optional<SignedNote> given) {
    List<Remembered> all = new ArrayList<>();
    given.ifPresent(note -> all.add(new Remembered("the operator", note)));
    folder(origin).ifPresent(note -> all.add(new Remembered("the folder of checkpoints", note)));
    witness(origin).ifPresent(note -> all.add(new Remembered("the witness", note)));
    return all.stream()
        .filter(one -> one.note().verify(keys) instanceof SignedNote.Verdict.Signed)
        .filter(one -> Checkpoint.parse(one.note().text()).origin().equals(origin))
        .max(Comparator.comparingLong(Remembered::size));
  }

  private Optional<SignedNote> folder(String origin) {
    Path file = layout.checkpoints().resolve(hex(origin) + ".checkpoint");
    return Files.exists(file) ? parsed(PrivateFile.read(file)) : Optional.empty();
  }

  private Optional<SignedNote> witness(String origin) {
    HttpRequest ask =
        HttpRequest.newBuilder(witness.address().resolve("/" + hex(origin) + "/checkpoint"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (HttpClient http = HttpClient.newBuilder().sslContext(witness.sslContext()).build()) {
      HttpResponse<String> answer = http.send(ask, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? parsed(answer.body())
              .filter(note -> witness.key().verify(note) instanceof WitnessKey.Verdict.Cosigned)
          : Optional.empty();
    } catch (IOException silent) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<SignedNote> parsed(String note) {
    try {
      return Optional.of(SignedNote.parse(note));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static String hex(String origin) {
    return Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
