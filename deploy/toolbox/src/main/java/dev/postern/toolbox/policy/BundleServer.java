package dev.postern.toolbox.policy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.postern.toolbox.tls.Pem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Serves signed bundles as static files with ETags (RFC 9110 section 8.8.3), to callers with a
 * certificate of the same authority only; OPA believes nobody without one either. OPA reads a
 * {@code file://} bundle once and never again, hence a server. Any web server or bucket with ETags
 * can take its place.
 */
public final class BundleServer {
  private static final int CONNECTIONS = 4;

  private final HttpsServer server;
  private final Path folder;

  private BundleServer(HttpsServer server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  /**
   * Arguments: folder of bundles, port, folder with {@code tls.crt} and {@code tls.key}, CA file.
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      System.err.println("usage: BundleServer FOLDER PORT TLS-FOLDER CA-FILE");
      System.exit(2);
    }
    SSLContext tls = Pem.presenting(Path.of(args[2]), List.of(Path.of(args[3])));
    start(Path.of(args[0]), Integer.parseInt(args[1]), tls);
  }

  static BundleServer start(Path folder, int port, SSLContext tls) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setHttpsConfigurator(new CertificateRequired(tls));
    server.setExecutor(Executors.newFixedThreadPool(CONNECTIONS));
    BundleServer bundles = new BundleServer(server, folder);
    server.createContext("/", bundles::serve);
    server.start();
    return bundles;
  }

  int port() {
    return server.getAddress().getPort();
  }

  void stop() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Path> archive = archive(exchange.getRequestURI().getPath());
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
      } else if (archive.isEmpty() || !Files.exists(archive.get())) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        send(exchange, Files.readAllBytes(archive.get()));
      }
    }
  }

  private static void send(HttpExchange exchange, byte[] content) throws IOException {
    String tag = "\"" + sha256(content) + "\"";
    exchange.getResponseHeaders().set("ETag", tag);
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/gzip");
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content);
  }

  /** Only the bundles there are have a path. */
  private Optional<Path> archive(String path) {
    return Stream.concat(
            Arrays.stream(Bundle.values()).map(Bundle::file), Stream.of(Bundle.CANDIDATE))
        .filter(file -> path.equals("/" + file))
        .map(folder::resolve)
        .findFirst();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class CertificateRequired extends HttpsConfigurator {
    CertificateRequired(SSLContext tls) {
      super(tls);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters required = getSSLContext().getDefaultSSLParameters();
      required.setNeedClientAuth(true);
      required.setProtocols(new String[] {"TLSv1.3"});
      parameters.setSSLParameters(required);
    }
  }
}
