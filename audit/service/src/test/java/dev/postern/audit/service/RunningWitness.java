package dev.postern.audit.service;

import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.TrustPolicy;
import dev.postern.audit.log.WitnessKey;
import dev.postern.audit.witness.KnownLogs;
import dev.postern.audit.witness.WitnessFolder;
import dev.postern.audit.witness.WitnessServer;
import dev.postern.toolbox.tls.Pem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The witness that is shipped, on a port of this machine. */
final class RunningWitness implements AutoCloseable {
  private final WitnessFolder folder;
  private final WitnessServer server;

  private RunningWitness(Path home, int port) throws IOException {
    folder = WitnessFolder.open(home.resolve("witness"));
    var witness = folder.witness(new KnownLogs(home.resolve("logs")), InstantSource.system());
    server =
        new WitnessServer(
            witness,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            Pem.presenting(home.resolve("tls"), List.of()));
    server.start();
  }

  /** Makes one that was told of a log; its certificate lies in the folder tls. */
  static RunningWitness first(Path home, List<NoteKey> logKeys) throws IOException {
    var unused = WitnessFolder.create(home.resolve("witness"), "witness.example/w1");
    Files.writeString(home.resolve("logs"), TrustPolicy.format(logKeys, Map.of(), 0));
    return new RunningWitness(home, 0);
  }

  /** Starts the same one again. */
  static RunningWitness again(Path home, int port) throws IOException {
    return new RunningWitness(home, port);
  }

  WitnessKey key() {
    return folder.identity().key();
  }

  int port() {
    return server.port();
  }

  URI address() {
    return URI.create("https://localhost:" + port());
  }

  @Override
  public void close() throws IOException {
    server.close();
    folder.close();
  }
}
