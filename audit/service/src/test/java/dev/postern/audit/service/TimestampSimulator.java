package dev.postern.audit.service;

import com.sun.net.httpserver.HttpServer;
import dev.postern.runtime.tls.Pem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A time-stamp authority on loopback: {@code openssl ts -reply} behind an address. */
final class TimestampSimulator implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      [tsa]
      default_tsa = one
      [one]
      serial = serial
      signer_digest = sha256
      default_policy = 1.3.6.1.4.1.32473.1
      digests = sha256
      accuracy = secs:1
      ess_cert_id_alg = sha256
      """;

  final AtomicInteger asked = new AtomicInteger();

  /** What goes wrong from now on. */
  volatile Fault fault = Fault.NONE;

  private final Path folder;
  private final HttpServer server;
  private byte[] before = new byte[0];

  enum Fault {
    NONE,
    /** It does its work, for the request before. */
    ANSWERS_THE_REQUEST_BEFORE,
    /** Somebody else signs. */
    SIGNED_BY_ANOTHER,
    REFUSES,
    SENDS_RUBBISH,
    FAILS
  }

  TimestampSimulator(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    Files.writeString(folder.resolve("tsa.cnf"), CONFIGURATION);
    Files.writeString(folder.resolve("serial"), "01\n");
    certify("tsa");
    certify("another");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          var answer = answer(exchange.getRequestBody().readAllBytes());
          exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
          exchange.sendResponseHeaders(fault == Fault.FAILS ? 503 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  Path certificateFile() {
    return folder.resolve("tsa.pem");
  }

  X509Certificate certificate() throws IOException, GeneralSecurityException {
    return Pem.certificates(certificateFile()).getFirst();
  }

  private synchronized byte[] answer(byte[] request) throws IOException {
    var told = fault == Fault.ANSWERS_THE_REQUEST_BEFORE ? before : request;
    before = request;
    return switch (fault) {
      case NONE, ANSWERS_THE_REQUEST_BEFORE -> reply(told, "tsa");
      case SIGNED_BY_ANOTHER -> reply(told, "another");
      // An algorithm it does not know: SHA-256's last arc made another.
      case REFUSES -> reply(changed(told), "tsa");
      case SENDS_RUBBISH, FAILS -> new byte[] {1, 2, 3};
    };
  }

  /** The object identifier of SHA-256 (2.16.840.1.101.3.4.2.1) becomes that of SHA-384. */
  private static byte[] changed(byte[] request) {
    var changed = request.clone();
    for (int i = 0; i + 9 < changed.length; i++) {
      if (changed[i] == 0x60 && changed[i + 1] == (byte) 0x86 && changed[i + 2] == 0x48) {
        changed[i + 8] = 2;
      }
    }
    return changed;
  }

  private byte[] reply(byte[] request, String who) throws IOException {
    var query = Files.write(folder.resolve("request.tsq"), request);
    var response = folder.resolve("response.tsr");
    Files.deleteIfExists(response);
    openssl(
        List.of(
            "ts",
            "-reply",
            "-config",
            "tsa.cnf",
            "-section",
            "one",
            "-queryfile",
            query.toString(),
            "-inkey",
            who + ".key",
            "-signer",
            who + ".pem",
            "-out",
            response.toString()));
    return Files.readAllBytes(response);
  }

  private void certify(String who) throws IOException {
    openssl(
        List.of(
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=" + who,
            "-addext",
            "extendedKeyUsage=critical,timeStamping",
            "-keyout",
            who + ".key",
            "-out",
            who + ".pem"));
  }

  private void openssl(List<String> arguments) throws IOException {
    var command = new ArrayList<>(List.of("openssl"));
    command.addAll(arguments);
    var said = folder.resolve("openssl.out");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("openssl " + arguments.getFirst() + ": " + Files.readString(said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
