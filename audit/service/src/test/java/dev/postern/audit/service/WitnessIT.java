package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.log.LogCheck;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TrustPolicy;
import dev.postern.audit.log.WitnessKey;
import dev.postern.audit.service.sequencer.Evidence;
import dev.postern.audit.service.sequencer.Publication;
import dev.postern.audit.service.sequencer.RememberedCheckpoints.Memory;
import dev.postern.audit.service.witness.CheckpointFolder;
import dev.postern.audit.service.witness.RemoteWitness;
import dev.postern.audit.service.witness.Witnesses;
import dev.postern.toolbox.tls.Pem;
import dev.postern.toolbox.tls.SelfSigned;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real log on the real PostgreSQL, and our witness as it is shipped. */
class WitnessIT {
  @TempDir Path home;
  private final RealLog log = new RealLog(Duration.ofSeconds(60)).start();
  private final Publication publication =
      new Publication(log.checkpointStore, Duration.ofMillis(500));
  private RunningWitness witness;
  private Witnesses witnesses;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(home.resolve("tls"));
    Files.createDirectories(home.resolve("checkpoints"));
    SelfSigned.write(home.resolve("tls"));
    witness = RunningWitness.first(home, log.signer.keys());
    witnesses = witnesses(witness.address());
  }

  @AfterEach
  void close() throws Exception {
    witness.close();
    log.close();
  }

  @Test
  void thePublishedCheckpointAndEachProofCarryTheCosignature() throws Exception {
    for (int size = 1; size <= 3; size++) {
      log.durable(Entries.noSources());
      pushed();
      var published = SignedNote.parse(publication.newest().orElseThrow().note());
      var trusted = assertInstanceOf(TrustPolicy.Verdict.Trusted.class, policy().judge(published));
      assertEquals(size, trusted.checkpoint().size());
    }
    var evidence =
        new Evidence(log.checkpoints, log.checkpointStore, publication, Duration.ofSeconds(2));
    var proof = evidence.of(1).orElseThrow();
    assertInstanceOf(
        TrustPolicy.Verdict.Trusted.class, policy().judge(SignedNote.parse(proof.checkpoint())));
    assertInstanceOf(LogCheck.Result.Proven.class, log.check());
  }

  @Test
  void whileTheWitnessIsAwayTheLogGoesOnAndTheWitnessCatchesUp() throws Exception {
    log.durable(Entries.noSources());
    pushed();
    int port = witness.port();
    witness.close();
    log.fill(300);
    pushed();
    assertEquals(301, publication.newest().orElseThrow().checkpoint().size());
    var behind = witnesses.rememberings().getFirst();
    assertTrue(!behind.answering() && behind.behind().isPositive());
    assertInstanceOf(Memory.Silent.class, witnesses.recall().getFirst());
    witness = RunningWitness.again(home, port);
    log.fill(1);
    pushed();
    assertTrue(behind.answering() && behind.behind().isZero());
    assertEquals(302, trusted());
  }

  @Test
  void aServiceThatKnowsNothingOfTheWitnessLearnsTheSizeFromItsConflict() throws Exception {
    log.fill(10);
    pushed();
    witnesses = witnesses(witness.address());
    log.fill(500);
    pushed();
    assertEquals(510, trusted());
  }

  @Test
  void theWitnessAndTheFolderRememberWhatTheDatabaseHasLost() throws Exception {
    assertEquals(
        List.of(new Memory.Unknown("w1"), new Memory.Unknown("checkpoint-folder")),
        witnesses.recall());
    for (int i = 0; i < 10; i++) {
      log.durable(Entries.noSources());
      pushed();
    }
    log.stop();
    log.asSuperuser(
        "ALTER TABLE leaf DISABLE TRIGGER ALL",
        "ALTER TABLE head DISABLE TRIGGER ALL",
        "ALTER TABLE checkpoint DISABLE TRIGGER ALL",
        "ALTER TABLE cosignature DISABLE TRIGGER ALL",
        "DELETE FROM leaf WHERE idx >= 8",
        "DELETE FROM cosignature WHERE size > 8",
        "DELETE FROM checkpoint WHERE size > 8",
        "UPDATE head SET size = 8, root = (SELECT root FROM checkpoint WHERE size = 8)");
    for (var memory : witnesses.recall()) {
      var known = assertInstanceOf(Memory.Known.class, memory);
      assertEquals(10, known.kept().checkpoint().size());
      assertTrue(log.signer.signed(SignedNote.parse(known.kept().note())));
    }
  }

  @Test
  void aRolledBackLogIsNotCosignedAndTheFolderKeepsTheLargerCheckpoint() throws Exception {
    log.fill(10);
    pushed();
    var small = new RealLog(Duration.ofSeconds(60)).start();
    try {
      small.fill(4);
      small.checkpoints.tick();
      var other = witnesses(witness.address(), small);
      other.rememberings().forEach(r -> r.tick());
      assertTrue(!other.rememberings().getFirst().answering());
      small.fill(96);
      small.checkpoints.tick();
      other.rememberings().forEach(r -> r.tick());
      assertTrue(!other.rememberings().getFirst().answering());
      assertTrue(small.checkpointStore.cosigned(0, 1).isEmpty());
    } finally {
      small.close();
    }
  }

  @Test
  void aWitnessThatHangsHoldsUpNothing() throws Exception {
    try (var deaf = new ServerSocket(0)) {
      witnesses = witnesses(URI.create("https://localhost:" + deaf.getLocalPort()));
      log.durable(Entries.noSources());
      log.checkpoints.tick();
      var pushing = Thread.ofVirtual().start(() -> witnesses.rememberings().getFirst().tick());
      log.fill(100);
      log.checkpoints.tick();
      assertEquals(101, publication.newest().orElseThrow().checkpoint().size());
      pushing.join();
      assertTrue(witnesses.rememberings().getFirst().behind().isPositive());
    }
  }

  private void pushed() {
    log.checkpoints.tick();
    witnesses.rememberings().forEach(remembering -> remembering.tick());
  }

  private long trusted() throws InterruptedException {
    var published = SignedNote.parse(publication.newest().orElseThrow().note());
    return assertInstanceOf(TrustPolicy.Verdict.Trusted.class, policy().judge(published))
        .checkpoint()
        .size();
  }

  private TrustPolicy policy() {
    return TrustPolicy.parse(TrustPolicy.format(log.signer.keys(), Map.of("w1", witness.key()), 1));
  }

  private Witnesses witnesses(URI address) {
    return witnesses(address, log);
  }

  private Witnesses witnesses(URI address, RealLog of) {
    var http =
        HttpClient.newBuilder()
            .sslContext(Pem.trusting(List.of(home.resolve("tls/tls.crt"))))
            .build();
    WitnessKey key = witness.key();
    return new Witnesses(
        RealLog.ORIGIN,
        Map.of("w1", new RemoteWitness(address, key, http, Duration.ofSeconds(1))),
        Optional.of(new CheckpointFolder(home.resolve("checkpoints"))),
        of.checkpointStore,
        of.checkpoints::latest,
        publication,
        Clock.systemUTC());
  }
}
