package dev.postern.audit.client;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Submitted;
import dev.postern.audit.entry.SubmittedEntries;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.TlogProof;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Talks to the audit service over HTTPS with the caller's client certificate: {@code POST
 * /v1/entries}, {@code POST /v1/writers}, {@code GET /v1/beginnings}.
 */
public final class HttpAuditTransport implements AuditTransport {
  /** The header that carries the highest acknowledged entry: index, leaf hash (hex), origin. */
  public static final String ACKNOWLEDGED = "Postern-Acknowledged";

  private final AuditHttp http;

  /**
   * A transport to one log.
   *
   * @param services base addresses, https, of every process of the audit service: one writes, the
   *     others stand by and say so at once
   * @param tls the TLS context with this process's certificate; asked again for each request, so
   *     that a renewed certificate is used at once
   * @param timeout for connecting and for one answer
   */
  public HttpAuditTransport(List<URI> services, Supplier<SSLContext> tls, Duration timeout) {
    this.http = new AuditHttp(services, tls, timeout);
  }

  @Override
  public Answer append(List<Submission> batch, Optional<Acknowledged> highest) throws AuditFailure {
    var body = SubmittedEntries.write(batch.stream().map(HttpAuditTransport::submitted).toList());
    var headers = new TreeMap<String, String>();
    highest.ifPresent(known -> headers.put(ACKNOWLEDGED, header(known)));
    batch.stream()
        .map(Submission::entry)
        .filter(entry -> entry.get(Member.TRACE_ID) != null)
        .findFirst()
        .ifPresent(entry -> headers.put("traceparent", traceParent(entry)));
    try {
      return read(http.post("/v1/entries", SubmittedEntries.MEDIA_TYPE, body, headers));
    } catch (IllegalArgumentException e) {
      throw AuditUnavailable.because("the audit log's answer cannot be read", e);
    }
  }

  @Override
  public void heartbeat(String instance, UUID bootId) throws AuditFailure {
    var body =
        new Json.Obj(
            Map.of("instance", Json.text(instance), "boot_id", Json.text(bootId.toString())));
    http.post("/v1/writers", "application/json", body.canonicalBytes(), Map.of());
  }

  @Override
  public List<Beginning> beginnings() throws AuditFailure {
    try {
      if (!(http.get("/v1/beginnings") instanceof Json.Array array)) {
        throw new IllegalArgumentException("expected a list");
      }
      return array.values().stream().map(HttpAuditTransport::beginning).toList();
    } catch (IllegalArgumentException e) {
      throw AuditUnavailable.because("the audit log's answer cannot be read", e);
    }
  }

  private static Beginning beginning(Json json) {
    var fields = Fields.of(json);
    var leaf = Base64.getDecoder().decode(fields.text("leaf"));
    return new Beginning(leaf, TlogProof.parse(fields.text("proof")));
  }

  private static String header(Acknowledged highest) {
    return highest.index() + " " + highest.leafHash().hex() + " " + highest.origin();
  }

  /**
   * The batch joins the trace of its first entry (W3C Trace Context section 3.2); the entry stands
   * for the span that caused it.
   */
  private static String traceParent(Entry entry) {
    long span = entry.id().getLeastSignificantBits();
    return "00-%s-%016x-01".formatted(entry.get(Member.TRACE_ID), span);
  }

  private static Submitted submitted(Submission submission) {
    return new Submitted(submission.entry().leaf(), submission.payload(), submission.subjects());
  }

  private static Answer read(Json json) {
    if (!(json instanceof Json.Array array) || array.values().isEmpty()) {
      throw new IllegalArgumentException("expected one answer per entry");
    }
    var places = new ArrayList<Place>();
    var origin = "";
    for (var item : array.values()) {
      var fields = Fields.of(item);
      origin = fields.text("log");
      places.add(
          new Place(
              fields.number("index"),
              Hash.parseHex(fields.text("leaf_hash")),
              fields.number("tree_size")));
    }
    return new Answer(origin, places);
  }
}
