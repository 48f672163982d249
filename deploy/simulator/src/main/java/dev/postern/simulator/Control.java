package dev.postern.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simulator's own side door, on loopback: {@code GET /_simulator/requests} and {@code
 * /_simulator/requests/N}; {@code GET /_simulator/usage}, the provider's usage report; {@code PUT}
 * and {@code DELETE /_simulator/faults}.
 */
final class Control {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ONE = Pattern.compile("/_simulator/requests/(\\d{1,9})");

  private final ArrivalRecord record;
  private final AtomicInteger connections;
  private Faults faults = Faults.NONE;

  Control(ArrivalRecord record, AtomicInteger connections) {
    this.record = record;
    this.connections = connections;
  }

  /** The faults for the request that just came to this provider; counts down theirs. */
  synchronized Faults take(String provider) {
    Faults now = faults;
    if (!now.hits(provider)) {
      return Faults.NONE;
    }
    faults = now.playedOnce();
    return now;
  }

  void handle(HttpServerRequest request) {
    Matcher one = ONE.matcher(request.path());
    if (request.method() == HttpMethod.GET && request.path().equals("/_simulator/requests")) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("connections", connections.get());
      all.put("requests", record.all());
      json(request, 200, all);
    } else if (request.method() == HttpMethod.GET && one.matches()) {
      bytes(request, Integer.parseInt(one.group(1)));
    } else if (request.method() == HttpMethod.GET && request.path().equals("/_simulator/usage")) {
      json(request, 200, Map.of("usage", record.usage()));
    } else if (request.path().equals("/_simulator/faults")) {
      faults(request);
    } else {
      json(request, 404, Map.of("error", "not here"));
    }
  }

  private void bytes(HttpServerRequest request, int number) {
    try {
      record
          .request(number)
          .ifPresentOrElse(
              bytes -> {
                var unused =
                    request
                        .response()
                        .putHeader("Content-Type", "application/octet-stream")
                        .end(Buffer.buffer(bytes));
              },
              () -> json(request, 404, Map.of("error", "no such request")));
    } catch (IOException e) {
      json(request, 500, Map.of("error", "the record cannot be read"));
    }
  }

  private void faults(HttpServerRequest request) {
    if (request.method() == HttpMethod.DELETE) {
      set(Faults.NONE);
      json(request, 200, Faults.NONE);
    } else if (request.method() == HttpMethod.PUT) {
      request.bodyHandler(
          body -> {
            try {
              Faults wanted = JSON.readValue(body.getBytes(), Faults.class);
              set(wanted);
              json(request, 200, wanted);
            } catch (IOException e) {
              json(request, 400, Map.of("error", "not a fault"));
            }
          });
    } else {
      json(request, 405, Map.of("error", "PUT or DELETE"));
    }
  }

  private synchronized void set(Faults wanted) {
    faults = wanted;
  }

  private static void json(HttpServerRequest request, int status, Object value) {
    try {
      var unused =
          request
              .response()
              .setStatusCode(status)
              .putHeader("Content-Type", "application/json")
              .end(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the record is always writable", e);
    }
  }
}
