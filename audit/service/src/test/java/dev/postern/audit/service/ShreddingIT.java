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
import dev.postern.audit.service.postgres.PostgresReader;
import dev.postern.audit.service.postgres.PostgresShredding;
import dev.postern.audit.service.postgres.PostgresSubjectKeys;
import dev.postern.audit.service.sequencer.SubjectKey;
import dev.postern.audit.service.sequencer.SubjectKeys.StaleWrapping;
import dev.postern.audit.service.shredding.KeyRecords;
import dev.postern.audit.service.shredding.KeyTurning;
import dev.postern.audit.service.shredding.Retention;
import dev.postern.audit.service.shredding.Shredding;
import dev.postern.audit.service.shredding.Shredding.Result;
import dev.postern.audit.service.shredding.Subject;
import dev.postern.audit.service.vault.TransitWrappingKey;
import dev.postern.runtime.ids.Ids;
import dev.postern.runtime.vault.DataKey;
import dev.postern.runtime.vault.VaultDenied;
import dev.postern.runtime.vault.VaultRejected;
import dev.postern.runtime.vault.VaultSession;
import dev.postern.toolbox.tools.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final KeyTurning turning =
      new KeyTurning(
          store, new TransitWrappingKey(log.vault, "payload"), records, shredding, log.sequencer);
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
