package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.LogCheck;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.service.postgres.PostgresCheckpoints;
import dev.postern.audit.service.vault.TransitSigner;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.services.PinnedLogs;
import dev.postern.toolbox.tls.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL of the packaged service and of its database, round after round, while eight writers
 * append and a witness cosigns. Afterwards the log is handed to the tools of verify-the-log.md:
 * nothing that was acknowledged is missing or twice, there is no gap and no fork.
 *
 * <p>Some rounds here, 200 with {@code ./postern test --long}; {@code postern.long.rounds} and
 * {@code postern.long.seed} say otherwise.
 */
class KillRoundsIT {
  private static final int ROUNDS =
      Integer.getInteger(
          "postern.long.rounds", Boolean.getBoolean("postern.long") ? 200 : Moment.values().length);

  @TempDir private Path home;
  private final long seed = Long.getLong("postern.long.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final String database = RealLog.PARTS.postgres().scratch("audit");
  private final PostgresCheckpoints store =
      new PostgresCheckpoints(RealLog.PARTS.postgres().database(database));
  private final Map<String, Integer> done = new TreeMap<>();
  private List<NoteKey> keys = List.of();
  private RunningWitness witness;
  private Instance service;

  /** What is killed. */
  private enum Victim {
    SERVICE,
    DATABASE
  }

  @BeforeEach
  void start() throws Exception {
    RealLog.migrate(database);
    try (var vault = RealLog.session("audit")) {
      keys = new TransitSigner(vault, "checkpoint", PinnedLogs.FIRST).keys();
    }
    SelfSigned.write(Files.createDirectories(home.resolve("tls")));
    witness = RunningWitness.first(home, keys);
    var settings =
        Map.of(
            "audit.witness.w1.url", witness.address().toString(),
            "audit.witness.w1.vkey", witness.key().vkey(),
            "audit.witness.w1.ca-file", home.resolve("tls/tls.crt").toString());
    service = Instance.of("audit-killed", database, settings);
    service.part().start();
  }

  @AfterEach
  void stop() throws Exception {
    service.part().stop();
    witness.close();
  }

  @Test
  void whateverIsKilledNothingAcknowledgedIsLostAndNothingIsTwice() throws Exception {
    System.out.printf("kill rounds: %d, seed %d%n", ROUNDS, seed);
    try (var load =
        new Load(List.of(service.address()), RealLog.PARTS.vault().sslContext("bridge"))) {
      RealLog.until(() -> store.cosigned(1, 1).isPresent());
      var first = store.cosigned(1, 1).orElseThrow().note();
      for (int round = 0; round < ROUNDS; round++) {
        round(round, load);
      }
      load.goesOnFor(50);
      load.close();
      System.out.printf(
          "kill rounds: %s; %d entries acknowledged, %d appends tried again%n",
          done, load.acknowledged(), load.failed());
      try (var connection = RealLog.PARTS.postgres().database(database).getConnection()) {
        load.isHeldBy(connection);
      }
      othersProveIt(first);
    }
  }

  /** Each moment in turn at first, then as it comes; one kill in four is the database's. */
  private void round(int round, Load load) throws Exception {
    var moments = Moment.values();
    boolean inTurn = round < 2 * moments.length;
    var moment = moments[inTurn ? round % moments.length : random.nextInt(moments.length)];
    boolean fourth = inTurn ? (round + round / moments.length) % 4 == 3 : random.nextInt(4) == 0;
    var victim = fourth ? Victim.DATABASE : Victim.SERVICE;
    try {
      load.goesOnFor(20 + random.nextInt(200));
      kill(victim, moment);
      done.merge(victim + " " + moment, 1, Integer::sum);
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "seed %d, round %d, %s %s".formatted(seed, round, victim, moment), e);
    }
    if ((round + 1) % 20 == 0) {
      System.out.printf(
          "kill rounds: %d of %d, %d entries%n", round + 1, ROUNDS, load.acknowledged());
    }
  }

  private void kill(Victim victim, Moment moment) throws Exception {
    var part = part(victim);
    var held = moment.reach(database, random);
    part.kill();
    if (moment == Moment.WHILE_IT_STARTS) {
      part.launch();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(2_000)));
      part.kill();
    }
    switch (victim) {
      case SERVICE -> held.release();
      case DATABASE -> {
        part.start();
        held.release();
      }
    }
    service.part().start();
  }

  private Part part(Victim victim) {
    return switch (victim) {
      case SERVICE -> service.part();
      case DATABASE -> RealLog.PARTS.postgres().part();
    };
  }

  private void othersProveIt(String first) throws Exception {
    RealLog.until(() -> store.cosigned(store.head().size(), 1).isPresent());
    var newest = store.cosigned(store.head().size(), 1).orElseThrow();
    var index = random.nextLong(newest.checkpoint().size());
    var handed =
        HandedLog.copied(home, store, keys, witness.key(), index, first, newest.note()).folder();
    var ours = new LogCheck(LogSource.directory(handed.resolve("log")), keys);
    var kept = Checkpoint.parse(SignedNote.parse(first).text());
    assertInstanceOf(LogCheck.Result.Proven.class, ours.run(Optional.of(kept), checked -> {}));
    for (var tool :
        List.of(ReviewersTool.OPENSSL, ReviewersTool.GO_LIBRARIES, ReviewersTool.FSCK)) {
      tool.require(home);
      assertEquals(0, tool.run(handed), () -> tool.said(handed));
    }
  }
}
