package dev.postern.simulator;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one request.
 *
 * @param uri path and query, as sent
 * @param authority host and port that the client named
 * @param complete whether the body came to its end
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
record Received(
    String method,
    String uri,
    String path,
    String authority,
    MultiMap headers,
    byte[] body,
    boolean complete) {

  @Nullable String header(String name) {
    return headers.get(name);
  }

  @Nullable String intent() {
    return intent(headers);
  }

  /** The id that a caller gives a call: Azure's header, or the others'. */
  static @Nullable String intent(MultiMap headers) {
    @Nullable String azure = headers.get("x-ms-client-request-id");
    return azure == null ? headers.get("x-client-request-id") : azure;
  }

  /** A parameter of the query. */
  Optional<String> parameter(String name) {
    return new QueryStringDecoder(uri)
        .parameters().getOrDefault(name, List.of()).stream().findFirst();
  }

  String bodySha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Request line, headers, empty line, body; keys and tokens are not kept, a signature is. */
  byte[] asText() {
    StringBuilder head = new StringBuilder(method).append(' ').append(uri).append('\n');
    for (Map.Entry<String, String> header : headers) {
      boolean secret =
          header.getKey().equalsIgnoreCase("api-key") || header.getValue().startsWith("Bearer ");
      head.append(header.getKey())
          .append(": ")
          .append(secret ? "(not kept)" : header.getValue())
          .append('\n');
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return method + " " + path + ", " + body.length + " bytes";
  }
}
