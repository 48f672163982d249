package dev.postern.bridge.contract;

import dev.postern.toolbox.tls.Pem;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server with the right certificate that speaks TLS 1.2 only, and counts what it is told. */
final class OlderTls implements AutoCloseable {
  private final SSLServerSocket socket;
  private final AtomicInteger heard = new AtomicInteger();

  private OlderTls(SSLServerSocket socket) {
    this.socket = socket;
  }

  /**
   * @param keys folder of its certificate and key
   */
  static OlderTls start(Path keys) throws IOException {
    var context = Pem.presenting(keys, List.of(keys.resolve("tls.crt")));
    var socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket.setEnabledProtocols(new String[] {"TLSv1.2"});
    var server = new OlderTls(socket);
    Thread.ofVirtual().start(server::serve);
    return server;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (var caller = (SSLSocket) socket.accept()) {
        if (caller.getInputStream().read() >= 0) {
          heard.incrementAndGet();
        }
      } catch (IOException refused) {
        // The caller went away within the handshake, or the test is over.
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Callers that said anything after the handshake. */
  int heard() {
    return heard.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
