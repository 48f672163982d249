package dev.postern.simulator;

import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one request.
 *
 * @param uri path and query, as sent
 * @param complete whether the body came to its end
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
record Received(
    String method, String uri, String path, MultiMap headers, byte[] body, boolean complete) {

  @Nullable String header(String name) {
    return headers.get(name);
  }

  @Nullable String intent() {
    return header("x-ms-client-request-id");
  }

  String bodySha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Request line, headers, empty line, body; the API key is not kept. */
  byte[] asText() {
    StringBuilder head = new StringBuilder(method).append(' ').append(uri).append('\n');
    for (Map.Entry<String, String> header : headers) {
      boolean secret = header.getKey().equalsIgnoreCase("api-key");
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
