package dev.postern.audit.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.postern.audit.log.SignedNote;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * The HTTPS side: {@code POST /add-checkpoint} for logs, {@code GET /<SHA-256 of the
 * origin>/checkpoint} for whoever compares. Nobody is asked who they are: a checkpoint's signature
 * is all that counts.
 */
public final class WitnessServer implements AutoCloseable {
  /** The largest request: 63 hashes and a checkpoint with its signatures need far less. */
  static final int LARGEST = 64 * 1024;

  private static final System.Logger LOGGER = System.getLogger(WitnessServer.class.getName());
  private static final Pattern MONITORING = Pattern.compile("/([0-9a-f]{64})/checkpoint");

  private final Witness witness;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Listens, not yet answering.
   *
   * @param address port 0 for any
   */
  public WitnessServer(Witness witness, InetSocketAddress address, SSLContext tls)
      throws IOException {
    this.witness = witness;
    this.server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext("/", guarded(this::monitoring));
    server.createContext("/add-checkpoint", guarded(this::addCheckpoint));
  }

  /** Starts answering. */
  public void start() {
    server.start();
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private static HttpHandler guarded(HttpHandler handler) {
    return exchange -> {
      try {
        handler.handle(exchange);
      } catch (IOException | RuntimeException e) {
        LOGGER.log(System.Logger.Level.ERROR, "a request failed", e);
        if (exchange.getResponseCode() < 0) {
          answer(exchange, 500, "text/plain", "the witness failed\n");
        }
      } finally {
        exchange.close();
      }
    };
  }

  private void addCheckpoint(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/add-checkpoint")) {
      answer(exchange, 404, "text/plain", "no such address\n");
      return;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      answer(exchange, 405, "text/plain", "only POST\n");
      return;
    }
    var body = exchange.getRequestBody().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      answer(exchange, 413, "text/plain", "too large\n");
      return;
    }
    switch (judged(body)) {
      case Answer.Cosigned cosigned -> answer(exchange, 200, "text/plain", cosigned.line());
      case Answer.Malformed malformed ->
          answer(exchange, 400, "text/plain", malformed.why() + "\n");
      case Answer.NotSigned unsigned ->
          answer(exchange, 403, "text/plain", "not signed by a key of this log\n");
      case Answer.UnknownLog unknown -> answer(exchange, 404, "text/plain", "unknown log\n");
      case Answer.Stale stale -> answer(exchange, 409, "text/x.tlog.size", stale.size() + "\n");
      case Answer.Inconsistent inconsistent -> {
        // Signed by the log and not a continuation: proof that the log misbehaved. Keep it.
        LOGGER.log(
            System.Logger.Level.WARNING,
            "refused to cosign: {0}\n{1}",
            inconsistent.why(),
            new String(body, StandardCharsets.UTF_8));
        answer(exchange, 422, "text/plain", inconsistent.why() + "\n");
      }
    }
  }

  private Answer judged(byte[] body) throws IOException {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return witness.add(text);
    } catch (CharacterCodingException e) {
      return new Answer.Malformed("not UTF-8");
    }
  }

  private void monitoring(HttpExchange exchange) throws IOException {
    var path = MONITORING.matcher(exchange.getRequestURI().getPath());
    if (!path.matches()) {
      answer(exchange, 404, "text/plain", "no such address\n");
      return;
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 405, "text/plain", "only GET\n");
      return;
    }
    var last = witness.last(path.group(1)).map(SignedNote::format);
    if (last.isPresent()) {
      answer(exchange, 200, "text/plain; charset=utf-8", last.get());
    } else {
      answer(exchange, 404, "text/plain", "never cosigned\n");
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
