package dev.postern.audit.service.witness;

import dev.postern.audit.log.AddCheckpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.WitnessKey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A witness behind HTTPS. Nothing that it says is believed without its signature. */
public final class RemoteWitness {
  private static final int LARGEST = 64 * 1024;

  private final URI prefix;
  private final WitnessKey key;
  private final HttpClient http;
  private final Duration timeout;

  /**
   * A witness.
   *
   * @param prefix its submission and monitoring prefix
   * @param key its pinned key
   * @param timeout for one call
   */
  public RemoteWitness(URI prefix, WitnessKey key, HttpClient http, Duration timeout) {
    this.prefix = URI.create(prefix.toString().replaceFirst("/*$", "/"));
    this.key = key;
    this.http = http;
    this.timeout = timeout;
  }

  /** What it answers to a checkpoint. */
  public sealed interface Reply {
    /** It cosigned; the signature was verified. */
    record Cosigned(NoteSignature cosignature) implements Reply {}

    /** It remembers another size than the request named. */
    record Remembers(long size) implements Reply {}

    /** It will not cosign. */
    record Refused(String why) implements Reply {}
  }

  /** Its pinned key. */
  public WitnessKey key() {
    return key;
  }

  /**
   * Submits a checkpoint.
   *
   * @throws IOException when it does not answer, or not as a witness does
   */
  public Reply add(AddCheckpoint request) throws IOException {
    var post =
        HttpRequest.newBuilder(prefix.resolve("add-checkpoint"))
            .timeout(timeout)
            .POST(BodyPublishers.ofString(request.format()))
            .build();
    var response = send(post);
    var body = text(response);
    return switch (response.statusCode()) {
      case 200 -> new Reply.Cosigned(cosignature(request.note(), body));
      case 409 -> new Reply.Remembers(size(body));
      case 400 -> new Reply.Refused("it calls the request malformed");
      case 403 -> new Reply.Refused("it does not trust the key of this log");
      case 404 -> new Reply.Refused("it was not told of this log");
      case 422 -> new Reply.Refused("what it remembers is not what this log continues");
      default -> throw new IOException("answered " + response.statusCode());
    };
  }

  private NoteSignature cosignature(SignedNote submitted, String lines) throws IOException {
    try {
      var answered = SignedNote.parse(submitted.text() + "\n" + lines);
      boolean same = answered.text().equals(submitted.text());
      if (same && key.verify(answered) instanceof WitnessKey.Verdict.Cosigned) {
        return answered.signatures().stream().filter(key::made).findFirst().orElseThrow();
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("answered with no signature line", e);
    }
    throw new IOException("answered without its pinned key's signature");
  }

  private static long size(String body) throws IOException {
    if (!body.matches("(0|[1-9][0-9]{0,17})\n")) {
      throw new IOException("answered a conflict without a size");
    }
    return Long.parseLong(body.strip());
  }

  /**
   * The last checkpoint it cosigned for a log.
   *
   * @return nothing when it never did
   * @throws IOException when it does not answer, or not with what it signed
   */
  public Optional<SignedNote> last(String origin) throws IOException {
    var name = Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)).hex();
    var get = HttpRequest.newBuilder(prefix.resolve(name + "/checkpoint")).timeout(timeout).build();
    var response = send(get);
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    if (response.statusCode() != 200) {
      throw new IOException("answered " + response.statusCode());
    }
    try {
      var note = SignedNote.parse(text(response));
      if (key.verify(note) instanceof WitnessKey.Verdict.Cosigned) {
        return Optional.of(note);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("answered with no signed checkpoint", e);
    }
    throw new IOException("answered without its pinned key's signature");
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return http.send(
          request,
          HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a witness was asked");
    }
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
