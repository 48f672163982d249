package dev.postern.runtime.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.postern.toolbox.tls.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.Certificate;
import java.time.Instant;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingTlsTest {

  @TempDir Path folder;
  private @Nullable HttpsServer server;

  @BeforeEach
  void certificate() throws IOException {
    renew();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void newConnectionsUseTheFilesAsTheyAreThen() throws IOException, InterruptedException {
    ReloadingTls tls = ReloadingTls.fromFolder(folder);
    URI address = serve(tls, "TLSv1.3");
    Certificate first = certificateSeen(tls, address);
    renew();
    assertNotEquals(first, certificateSeen(tls, address));
  }

  @Test
  void halfWrittenFilesLeaveTheEarlierOnesInUse() throws IOException, InterruptedException {
    ReloadingTls tls = ReloadingTls.fromFolder(folder);
    URI address = serve(tls, "TLSv1.3");
    Certificate first = certificateSeen(tls, address);
    Files.writeString(folder.resolve("tls.key"), "-----BEGIN PRIVATE");
    assertEquals(first, certificateSeen(tls, address));
  }

  @Test
  void aServerWithoutTls13IsNotBelievedWhateverTheClientAllows() throws IOException {
    ReloadingTls tls = ReloadingTls.fromFolder(folder);
    URI address = serve(tls, "TLSv1.2");
    assertThrows(SSLHandshakeException.class, () -> certificateSeen(tls, address));
  }

  private void renew() throws IOException {
    SelfSigned.write(folder);
    Files.copy(
        folder.resolve("tls.crt"), folder.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
    FileTime later = FileTime.from(Instant.now().plusSeconds(5)); // coarse file clocks
    Files.setLastModifiedTime(folder.resolve("ca.crt"), later);
  }

  private URI serve(ReloadingTls tls, String protocol) throws IOException {
    HttpsServer started =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.setHttpsConfigurator(
        new HttpsConfigurator(tls.context()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setProtocols(new String[] {protocol});
            parameters.setSSLParameters(wanted);
          }
        });
    started.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    started.start();
    server = started;
    return URI.create("https://localhost:" + started.getAddress().getPort() + "/");
  }

  private static Certificate certificateSeen(ReloadingTls tls, URI address)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(tls.context()).build()) {
      HttpResponse<Void> response =
          client.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
      assertEquals(204, response.statusCode());
      return peer(response);
    }
  }

  private static Certificate peer(HttpResponse<Void> response) throws SSLPeerUnverifiedException {
    return response.sslSession().orElseThrow().getPeerCertificates()[0];
  }
}
