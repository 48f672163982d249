package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.log.LogCheck;
import dev.postern.audit.service.postgres.PostgresKeyTable;
import dev.postern.audit.service.postgres.PostgresReader;
import dev.postern.audit.service.postgres.PostgresShredding;
import dev.postern.audit.service.postgres.PostgresSubjectKeys;
import dev.postern.audit.service.sequencer.SubjectKey;
import dev.postern.audit.service.sequencer.SubjectKeys.StaleWrapping;
import dev.postern.audit.service.shredding.KeyCopies;
import dev.postern.audit.service.shredding.KeyRecords;
import dev.postern.audit.service.shredding.KeyTurning;
import dev.postern.audit.service.shredding.Retention;
import dev.postern.audit.service.shredding.Shredding;
import dev.postern.audit.service.shredding.Shredding.Result;
import dev.postern.audit.service.shredding.Subject;
import dev.postern.audit.service.vault.TransitWrappingKey;
import dev.postern.audit.service.vault.VaultSnapshots;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.vault.DataKey;
import dev.postern.runtime.vault.VaultDenied;
import dev.postern.runtime.vault.VaultRejected;
import dev.postern.runtime.vault.VaultSession;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Destroying content for ever, on the real PostgreSQL and Vault. */
class ShreddingIT {
  private static final Subject ADA = new Subject("st-aurelia", "MFRGGZDFMZTWQ2LKNNWG23TPOA");
  private static final Subject BEN = new Subject("st-aurelia", "NRXWK43UNBSSA5DFON2CA2LTEA");

  private final RealLog log = new RealLog(Duration.ofMinutes(1)).start();
  private final VaultSession bridge = RealLog.session("bridge");
  private final PostgresSubjectKeys keys = new PostgresSubjectKeys(log.application);
  private final PostgresShredding store = new PostgresShredding(log.application);
  private final KeyRecords records =
      new KeyRecords(
          log.sequencer, new PostgresReader(log.application), Clock.systemUTC(), Ids::next);
  private final Shredding shredding = new Shredding(store, records, Clock.systemUTC(), Ids::next);
  private final Path folder = folder();
  private final KeyCopies copies =
      new KeyCopies(
          Optional.of(folder),
          new PostgresKeyTable(log.application),
          Optional.of(new VaultSnapshots(log.vault)),
          () -> true,
          Clock.systemUTC());
  private final KeyTurning turning =
      new KeyTurning(
          store,
          new TransitWrappingKey(log.vault, "payload"),
          records,
          shredding,
          copies,
          log.sequencer);
  private DataKey adas;
  private DataKey bens;

  @BeforeEach
  void keep() {
    adas = keep(ADA);
    bens = keep(BEN);
  }

  @AfterEach
  void close() throws InterruptedException {
    bridge.close();
    log.close();
  }

  @Test
  void whatIsDestroyedStaysClosedEvenWithADumpTakenBefore() throws Exception {
    var restored = restored(dump());
    assertArrayEquals(adas.plaintext(), open(restored.get(ADA.name())));

    destroy(ADA);
    assertTrue(keys.lookup("st-aurelia", List.of(ADA.name())).isEmpty());
    turning.run();

    assertThrows(VaultRejected.class, () -> open(restored.get(ADA.name())));
    assertThrows(VaultRejected.class, () -> open(restored.get(BEN.name())));
    var rest = keys.lookup("st-aurelia", List.of(BEN.name())).getFirst();
    assertArrayEquals(bens.plaintext(), open(rest.wrapped()));
  }

  @Test
  void theCopyThatIsKeptApartHoldsNothingDestroyedAndIsUnderTheVersionThatIsLeft()
      throws Exception {
    copies.run();
    var before = copy("subject-keys");
    assertTrue(before.contains(ADA.name()) && before.contains(bens.wrapped()));
    copies.run();
    assertEquals(before, copy("subject-keys"));
    destroy(ADA);
    turning.run();
    var after = copy("subject-keys").lines().toList();
    assertEquals(
        List.of("destroyed"),
        after.stream().filter(l -> l.contains(ADA.name())).map(l -> l.split(",")[0]).toList());
    var rest = keys.lookup("st-aurelia", List.of(BEN.name())).getFirst();
    assertTrue(after.stream().anyMatch(line -> line.contains(rest.wrapped())));
    assertTrue(after.contains("oldest,,,,," + rest.version() + ","), after.toString());
    assertFalse(copy("vault").isEmpty());
    assertEquals(Duration.ZERO, copies.behind());
    keep(ADA);
    copies.run();
    assertEquals(after.size() + 1, copy("subject-keys").lines().count());
  }

  @Test
  void whileNoCopyCanBeKeptNothingOlderIsDestroyed() throws Exception {
    copies.run();
    var before = copy("subject-keys");
    destroy(ADA);
    var away = folder.resolveSibling(folder.getFileName() + ".away");
    Files.move(folder, away);
    turning.run();
    copies.run();
    assertFalse(copies.behind().isZero());
    assertArrayEquals(bens.plaintext(), open(bens.wrapped()));
    Files.move(away, folder);
    assertEquals(before, copy("subject-keys"));
    turning.run();
    assertThrows(VaultRejected.class, () -> open(bens.wrapped()));
    assertEquals(Duration.ZERO, copies.behind());
  }

  @Test
  void theLogStillProvesItselfAndSaysWhoDestroyedWhat() throws Exception {
    log.fill(300);
    var hold = shredding.hold(ADA, "case-7", "entity-1").hold();
    assertEquals(Result.DONE, shredding.release("st-aurelia", hold.id(), "entity-1"));
    destroy(ADA);
    turning.run();
    log.checkpoints.tick();
    assertInstanceOf(LogCheck.Result.Proven.class, log.check());
    var types = changes();
    assertEquals(
        List.of(
            EntryType.LEGAL_HOLD_SET,
            EntryType.LEGAL_HOLD_RELEASED,
            EntryType.KEY_DESTROYED,
            EntryType.KEY_ROTATED),
        types.stream().map(Entry::type).toList());
    var destroyed = types.get(2).get(Member.CHANGE);
    assertEquals(List.of("entity-1", "entity-2"), destroyed.approvers());
    assertFalse(new String(types.get(2).leaf(), StandardCharsets.UTF_8).contains(ADA.name()));
  }

  @Test
  void aHoldStopsADestructionThatIsAskedForAndComesTooLateForOneThatIsApproved() {
    var wish = shredding.ask(ADA, "erasure-3", "entity-1").destruction();
    var hold = shredding.hold(ADA, "case-7", "entity-3").hold();
    assertEquals(Result.HELD, shredding.approve("st-aurelia", wish.id(), "entity-2"));
    shredding.release("st-aurelia", hold.id(), "entity-3");
    assertEquals(Result.SAME_PERSON, shredding.approve("st-aurelia", wish.id(), "entity-1"));
    assertEquals(Result.UNKNOWN, shredding.approve("st-elsewhere", wish.id(), "entity-2"));
    assertTrue(store.approve(wish.id(), "entity-2"));
    assertEquals(Result.NOT_NOW, shredding.hold(ADA, "case-8", "entity-3").result());
    assertEquals(1, keys.lookup("st-aurelia", List.of(ADA.name())).size());
    // The process ended between the approval and the deletion: the next one goes on.
    turning.run();
    assertTrue(keys.lookup("st-aurelia", List.of(ADA.name())).isEmpty());
    assertEquals(List.of(ADA), gone());
  }

  @Test
  void aKeyUnderAnOldVersionComesTooLateAndOneVaultNeverMadeHoldsUpNobody() {
    var stray = new SubjectKey(Ids.next(), "day:2026-11-01", "vault:v1:AAAA");
    var old = bridge.dataKey("payload");
    keys.keep("st-aurelia", List.of(stray));
    destroy(ADA);
    turning.run();
    var late = new SubjectKey(Ids.next(), ADA.name(), old.wrapped());
    assertThrows(StaleWrapping.class, () -> keys.keep("st-aurelia", List.of(late)));
    var anew = keep(ADA);
    assertArrayEquals(
        anew.plaintext(),
        open(keys.lookup("st-aurelia", List.of(ADA.name())).getFirst().wrapped()));
  }

  @Test
  void whatIsKeptLongEnoughIsAskedForAndWhatIsHeldIsNot() throws Exception {
    keep(new Subject("st-aurelia", "day:2026-01-01"));
    var today = new Subject("st-aurelia", "day:" + LocalDate.now(ZoneOffset.UTC));
    keep(today);
    log.asSuperuser("UPDATE subject_key SET made_at = now() - interval '31 days'");
    shredding.hold(BEN, "case-7", "entity-1");
    var retention =
        new Retention(
            store,
            records,
            log.sequencer,
            Clock.systemUTC(),
            Ids::next,
            new Retention.Periods(Duration.ofDays(30), Duration.ofDays(30)));
    retention.run();
    retention.run();
    var asked = shredding.asked("st-aurelia");
    assertEquals(
        List.of("day:2026-01-01", ADA.name()),
        asked.stream().map(wish -> wish.subject().name()).sorted().toList().reversed());
    assertEquals(Result.DONE, shredding.approve("st-aurelia", asked.getFirst().id(), "entity-2"));
    var policy = changes().stream().filter(e -> e.type() == EntryType.RETENTION_POLICY).toList();
    assertEquals(1, policy.size());
    assertEquals("patient=30d,day=30d", policy.getFirst().get(Member.CHANGE).to());
  }

  @Test
  void theServiceThatDestroysKeysCanNeverOpenThem() {
    assertThrows(
        VaultDenied.class, () -> log.vault.decrypt("payload", adas.wrapped(), new byte[0]));
    assertThrows(VaultDenied.class, () -> log.vault.dataKey("payload"));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(Path.of("target"), "keys");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one copy of a kind that is there. */
  private String copy(String kind) throws IOException {
    try (var files = Files.list(folder)) {
      var all = files.filter(file -> file.getFileName().toString().startsWith(kind + "-")).toList();
      assertEquals(1, all.size(), all.toString());
      return Files.readString(all.getFirst(), StandardCharsets.ISO_8859_1);
    }
  }

  private void destroy(Subject subject) {
    var wish = shredding.ask(subject, "erasure-3", "entity-1").destruction();
    assertEquals(Result.DONE, shredding.approve("st-aurelia", wish.id(), "entity-2"));
  }

  private List<Subject> gone() {
    return shredding.destroyedAfter(0).stream().map(key -> key.subject()).toList();
  }

  private DataKey keep(Subject subject) {
    var key = bridge.dataKey("payload");
    keys.keep(subject.tenant(), List.of(new SubjectKey(Ids.next(), subject.name(), key.wrapped())));
    return key;
  }

  private byte[] open(String wrapped) {
    return bridge.decrypt("payload", wrapped, new byte[0]);
  }

  private List<Entry> changes() {
    var reader = new PostgresReader(log.application);
    return LongStream.range(0, log.checkpointStore.head().size())
        .mapToObj(index -> reader.entry(index).orElseThrow().entry())
        .filter(entry -> entry.get(Member.CHANGE) != null)
        .toList();
  }

  /** The table of keys as pg_dump writes it. */
  private String dump() {
    var server = RealLog.PARTS.postgres();
    var source = server.database(log.database);
    var dump =
        Command.run(
            List.of(
                server.program("pg_dump").toString(),
                "--host=127.0.0.1",
                "--port=" + server.port(),
                "--username=" + source.getUser(),
                "--table=subject_key",
                "--data-only",
                "--column-inserts",
                log.database),
            Path.of("").toAbsolutePath(),
            Map.of("PGPASSWORD", String.valueOf(source.getPassword())));
    assertTrue(dump.ok(), dump.output());
    return dump.output();
  }

  /** The dump in another database: wrapped keys by subject. */
  private static Map<String, String> restored(String dump) throws Exception {
    var server = RealLog.PARTS.postgres();
    var inserts = dump.lines().filter(line -> line.startsWith("INSERT INTO")).toList();
    try (var connection = server.database(server.scratch("audit")).getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE public.subject_key (key_id uuid, tenant text, subject text, wrapped text,"
              + " made_at timestamptz)");
      for (var insert : inserts) {
        statement.execute(insert);
      }
      var found = new HashMap<String, String>();
      try (var rows = statement.executeQuery("SELECT subject, wrapped FROM public.subject_key")) {
        while (rows.next()) {
          found.put(rows.getString(1), rows.getString(2));
        }
      }
      return found;
    }
  }
}
