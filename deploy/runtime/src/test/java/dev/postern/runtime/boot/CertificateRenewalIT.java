package dev.postern.runtime.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.runtime.tls.Pem;
import dev.postern.runtime.tls.ReloadingTls;
import dev.postern.runtime.vault.CertificateRequest;
import dev.postern.runtime.vault.TestVault;
import dev.postern.runtime.vault.VaultSession;
import dev.postern.toolbox.RealParts;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateRenewalIT {

  @TempDir Path folder;

  @Test
  void filesAreWrittenForTheOwnerOnlyAndRenewedInTimeAndNewConnectionsUseThem()
      throws IOException, GeneralSecurityException, InterruptedException {
    TestVault vault =
        new TestVault(RealParts.shared(), folder, Duration.ofHours(1), Duration.ofHours(1));
    Path tls = folder.resolve("state/tls");
    CountDownLatch renewed = new CountDownLatch(1);
    try (VaultSession session = VaultSession.open(vault.access(), Clock.systemUTC());
        CertificateRenewal renewal =
            new CertificateRenewal(
                session,
                new CertificateRequest(
                    vault.role(),
                    "audit.postern.internal",
                    List.of("audit.postern.internal", "localhost"),
                    List.of("127.0.0.1")),
                new CertificateFiles(tls),
                Clock.systemUTC())) {
      renewal.onRenewal(renewed::countDown);
      renewal.start();
      assertEquals("rwx------", permissions(tls));
      assertEquals("rw-------", permissions(tls.resolve("tls.key")));
      ReloadingTls both = ReloadingTls.fromFolder(tls);
      X509Certificate first = Pem.certificates(tls.resolve("tls.crt")).getFirst();
      assertEquals(first.getSerialNumber(), serialSeenByAClient(both));
      assertTrue(renewed.await(60, TimeUnit.SECONDS));
      BigInteger later = serialSeenByAClient(both);
      assertNotEquals(first.getSerialNumber(), later);
      assertThrows(SSLException.class, () -> connect(both, new String[] {"TLSv1.2"}));
    }
  }

  private static BigInteger serialSeenByAClient(ReloadingTls tls)
      throws IOException, InterruptedException {
    return connect(tls, new String[] {"TLSv1.3"}).getSerialNumber();
  }

  /** A handshake in which both sides show and check the same files. */
  private static X509Certificate connect(ReloadingTls tls, String[] protocols)
      throws IOException, InterruptedException {
    try (SSLServerSocket server =
        (SSLServerSocket) tls.context().getServerSocketFactory().createServerSocket(0)) {
      server.setNeedClientAuth(true);
      CompletableFuture<Boolean> served = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> served.complete(answer(server)));
      try (SSLSocket client =
          (SSLSocket) tls.socketFactory().createSocket("localhost", server.getLocalPort())) {
        client.setSoTimeout(10_000);
        client.setSSLParameters(ReloadingTls.parameters());
        client.setEnabledProtocols(protocols);
        client.startHandshake();
        assertEquals(1, client.getInputStream().read());
        return (X509Certificate) client.getSession().getPeerCertificates()[0];
      } finally {
        served.join();
      }
    }
  }

  private static boolean answer(SSLServerSocket server) {
    try (SSLSocket accepted = (SSLSocket) server.accept()) {
      accepted.setSoTimeout(10_000);
      accepted.getOutputStream().write(1);
      return true;
    } catch (IOException e) {
      return false; // the client side asserts what it saw
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
