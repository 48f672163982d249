package dev.postern.indexer.audit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.BreakGlass;
import dev.postern.audit.entry.Commitments;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.json.Json;
import dev.postern.audit.log.TlogProof;
import dev.postern.indexer.search.Emergency;
import dev.postern.indexer.search.Reader;
import dev.postern.runtime.ids.Ids;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Only the very entry widens rights: for this reader, this patient, and not for longer. */
class LoggedEmergenciesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Salt SALT = Salt.random();
  private static final Reader ADA = new Reader("st-aurelia", "ada", Set.of());

  @Test
  void theRecordedReaderIsGrantedTheRecordedPatient() {
    assertTrue(grants(entry("st-aurelia", "ada", NOW.plusSeconds(1)), ADA, claim(7, "handle-1")));
  }

  @Test
  void anythingElseIsNot() {
    byte[] answer = entry("st-aurelia", "ada", NOW.plusSeconds(1));

    assertFalse(grants(answer, new Reader("st-aurelia", "eve", Set.of()), claim(7, "handle-1")));
    assertFalse(grants(answer, new Reader("elsewhere", "ada", Set.of()), claim(7, "handle-1")));
    assertFalse(grants(answer, ADA, claim(7, "handle-2")));
    assertFalse(grants(answer, ADA, claim(8, "handle-1")));
    assertFalse(grants(answer, ADA, new Emergency(7, Salt.random().base64(), "handle-1")));
    assertFalse(grants(entry("st-aurelia", "ada", NOW), ADA, claim(7, "handle-1")));
  }

  @Test
  void anEntryOfAnotherTypeIsNot() {
    Entry looked =
        Entry.of(EntryType.AUTHN, Ids.next(), NOW, "st-aurelia")
            .with(Member.ACTOR, new Actor("ada", List.of(), null))
            .build();

    assertFalse(grants(answer(looked), ADA, claim(7, "handle-1")));
  }

  private static boolean grants(byte[] answer, Reader reader, Emergency claim) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new LoggedEmergencies(
            HttpClient.newHttpClient(),
            List.of(URI.create("https://audit")),
            Duration.ofSeconds(1),
            clock)
        .grants(answer, reader, claim);
  }

  private static Emergency claim(long index, String handle) {
    return new Emergency(index, SALT.base64(), handle);
  }

  private static byte[] entry(String tenant, String asker, Instant until) {
    BreakGlass access =
        new BreakGlass("disaster", until, asker, Commitments.patient(SALT, "handle-1"));
    return answer(
        Entry.of(EntryType.BREAK_GLASS, Ids.next(), NOW, tenant)
            .with(Member.QUESTION_ID, Ids.next())
            .with(Member.ACTOR, new Actor(asker, List.of(), null))
            .with(Member.PURPOSE, "ETREAT")
            .with(Member.BREAK_GLASS, access)
            .build());
  }

  private static byte[] answer(Entry entry) {
    String leaf = Base64.getEncoder().encodeToString(entry.leaf());
    String proof = new TlogProof(7, List.of(), "log\n8\n").format();
    return new Json.Obj(
            Map.of("index", Json.number(7L), "leaf", Json.text(leaf), "proof", Json.text(proof)))
        .canonicalBytes();
  }
}
