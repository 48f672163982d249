package dev.postern.indexer.audit;

import dev.postern.audit.entry.BreakGlass;
import dev.postern.audit.entry.Commitments;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.log.TlogProof;
import dev.postern.indexer.search.Emergency;
import dev.postern.indexer.search.EmergencyLog;
import dev.postern.indexer.search.Reader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads a {@code BREAK_GLASS} entry at the audit service with the indexer's own certificate. The
 * bridge is not believed: the entry has to be of the reader's tenant and for this very reader, to
 * commit to this very patient, and not to be over.
 */
public final class LoggedEmergencies implements EmergencyLog {
  private static final Duration SIGNED_WITHIN = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final HttpClient http;
  private final List<URI> services;
  private final Duration timeout;
  private final Clock clock;

  /**
   * @param http shows the indexer's certificate
   * @param services each process of the audit service
   */
  public LoggedEmergencies(HttpClient http, List<URI> services, Duration timeout, Clock clock) {
    this.http = http;
    this.services = List.copyOf(services);
    this.timeout = timeout;
    this.clock = clock;
  }

  @Override
  public Answer asked(Reader reader, Emergency claimed) {
    try {
      HttpResponse<byte[]> response = signed(claimed.index());
      return switch (response.statusCode()) {
        case 200 -> grants(response.body(), reader, claimed) ? Answer.GRANTED : Answer.DENIED;
        case 404 -> Answer.DENIED;
        default -> Answer.UNKNOWN;
      };
    } catch (IOException | IllegalArgumentException e) {
      return Answer.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.UNKNOWN;
    }
  }

  /**
   * The entry; for a while it may be durable and not yet covered by a checkpoint, and a process
   * that stands by has none.
   */
  private HttpResponse<byte[]> signed(long index) throws IOException, InterruptedException {
    long end = System.nanoTime() + SIGNED_WITHIN.toNanos();
    for (int attempt = 0; ; attempt++) {
      URI service = services.get(attempt % services.size());
      HttpRequest request =
          HttpRequest.newBuilder(service.resolve("/v1/entries/" + index)).timeout(timeout).build();
      boolean last = System.nanoTime() >= end;
      try {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 503 || last) {
          return response;
        }
      } catch (IOException e) {
        if (last || services.size() == 1) {
          throw e;
        }
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  boolean grants(byte[] body, Reader reader, Emergency claimed) {
    var fields = Fields.of(Json.parse(body));
    Entry entry = Entry.parse(Base64.getDecoder().decode(fields.text("leaf")));
    TlogProof proof = TlogProof.parse(fields.text("proof"));
    BreakGlass access = entry.get(Member.BREAK_GLASS);
    Salt salt = Salt.of(Base64.getDecoder().decode(claimed.salt()));
    return entry.type() == EntryType.BREAK_GLASS
        && proof.index() == claimed.index()
        && access != null
        && Objects.equals(entry.tenant(), reader.tenant())
        && access.askerSubject().equals(reader.user())
        && clock.instant().isBefore(access.until())
        && access.patientCommitment().equals(Commitments.patient(salt, claimed.handle()));
  }
}
