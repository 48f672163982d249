package dev.postern.audit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.audit.client.AuditClient.Settings;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.QuestionRef;
import dev.postern.audit.entry.Recovery;
import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TlogProof;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a client goes over to a log with a new origin, and when it keeps refusing. */
class SuccessionTest {
  private static final Acknowledged KNOWN = new Acknowledged("log/1", 41, Hash.sha256(new byte[1]));

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final KeyPair pair = pair();
  private final List<NoteKey> pinned = List.of(key(pair, "log/1"), key(pair, "log/2"));

  @Test
  void aLogWhoseFirstEntryNamesTheOldFinalCheckpointIsFollowedOnceItsKeyIsPinned() {
    var beginning = beginning(EntryType.LOG_RECOVERY, last("log/1", pair), "log/2", pair);
    var next = new Succession(pinned).after(KNOWN, List.of(beginning)).orElseThrow();
    assertEquals(new Acknowledged("log/2", 0, Hash.leaf(beginning.leaf())), next);
  }

  @Test
  void withoutTheOperatorsPinItIsNot() {
    var beginning = beginning(EntryType.LOG_RECOVERY, last("log/1", pair), "log/2", pair);
    refused(List.of(pinned.getFirst()), beginning);
    refused(List.of(pinned.getLast()), beginning);
    refused(List.of(), beginning);
  }

  @Test
  void aCheckpointThatTheOldKeyDidNotSignIsNotTheOldLogsEnd() {
    refused(pinned, beginning(EntryType.LOG_RECOVERY, last("log/1", pair()), "log/2", pair));
  }

  @Test
  void aProofThatTheNewKeyDidNotSignIsNoBeginning() {
    refused(pinned, beginning(EntryType.LOG_RECOVERY, last("log/1", pair), "log/2", pair()));
  }

  @Test
  void aLogThatContinuesAnotherOneIsNotOurs() {
    refused(pinned, beginning(EntryType.LOG_RECOVERY, last("log/0", pair), "log/2", pair));
  }

  @Test
  void aLogThatBeginsWithAnythingElseIsNoSuccessor() {
    refused(pinned, proven(noSources(), "log/2", pair));
  }

  @Test
  void theLogsOwnWordAboutItselfIsNoSuccession() {
    refused(pinned, beginning(EntryType.LOG_RECOVERY, last("log/1", pair), "log/1", pair));
  }

  @Test
  void severalRecoveriesAreFollowedOneByOne() {
    var all = List.of(key(pair, "log/1"), key(pair, "log/2"), key(pair, "log/3"));
    var second = beginning(EntryType.LOG_RECOVERY, last("log/1", pair), "log/2", pair);
    var third = beginning(EntryType.LOG_RECOVERY, last("log/2", pair), "log/3", pair);
    var next = new Succession(all).after(KNOWN, List.of(second, third)).orElseThrow();
    assertEquals("log/3", next.origin());
  }

  @Test
  void aClientRefusesARolledBackLogUntilTheOperatorPinsItsSuccessorAndThenGoesOn(
      @TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("logs.vkey"), pinned.getFirst().vkey() + "\n");
    var memory = new Remembered(KNOWN);
    var beginning = beginning(EntryType.LOG_RECOVERY, last("log/1", pair), "log/2", pair);
    var log = new Recovered(beginning);
    try (var client = AuditClient.start(log, memory, PinnedLogs.in(file), Settings.standard())) {
      assertThrows(LogRolledBack.class, () -> client.append(entry()));
      Files.writeString(file, pinned.getLast().vkey() + "\n", StandardOpenOption.APPEND);
      assertEquals(1, client.append(entry()).index());
    }
    assertEquals("log/2", memory.highest().orElseThrow().origin());
    assertEquals(1, memory.highest().orElseThrow().index());
  }

  private void refused(List<NoteKey> keys, Beginning beginning) {
    assertEquals(Optional.empty(), new Succession(keys).after(KNOWN, List.of(beginning)));
  }

  private static Submission entry() {
    return Submission.of(noSources());
  }

  private static Entry noSources() {
    var asker = new Actor("s", List.of(), null);
    return new QuestionRef(id(1), id(2), null, "st-aurelia", asker, "TREAT")
        .entry(EntryType.NO_SOURCES, id(3), NOW)
        .build();
  }

  private static UUID id(int n) {
    return new UUID(0x0192_a000_0000_7000L, 0x8000_0000_0000_0000L | n);
  }

  private static SignedNote last(String origin, KeyPair signer) {
    return sign(new Checkpoint(origin, 500, Hash.sha256(new byte[] {7})), signer);
  }

  private static Beginning beginning(
      EntryType type, SignedNote last, String origin, KeyPair signer) {
    var of = Checkpoint.parse(last.text()).origin();
    var entry =
        Entry.of(type, id(4), NOW, null)
            .with(Member.RECOVERY, new Recovery(of, last.format()))
            .build();
    return proven(entry, origin, signer);
  }

  private static Beginning proven(Entry entry, String origin, KeyPair signer) {
    var note = sign(new Checkpoint(origin, 1, entry.leafHash()), signer);
    return new Beginning(entry.leaf(), new TlogProof(0, List.of(), note.format()));
  }

  private static SignedNote sign(Checkpoint checkpoint, KeyPair signer) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(signer.getPrivate());
      signature.update(checkpoint.text().getBytes(StandardCharsets.UTF_8));
      var made = NoteSignature.of(key(signer, checkpoint.origin()), signature.sign());
      return new SignedNote(checkpoint.text(), List.of(made));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static NoteKey key(KeyPair pair, String name) {
    var encoded = pair.getPublic().getEncoded();
    return NoteKey.ed25519(name, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A log under a new origin, which refuses whoever remembers the old one. */
  private static final class Recovered implements AuditTransport {
    private final Beginning beginning;
    private long size = 1;

    Recovered(Beginning beginning) {
      this.beginning = beginning;
    }

    @Override
    public synchronized Answer append(List<Submission> batch, Optional<Acknowledged> highest)
        throws AuditFailure {
      if (highest.isPresent() && !highest.get().origin().equals("log/2")) {
        throw new LogRolledBack("an entry that was acknowledged before is not here");
      }
      var hash = batch.getFirst().entry().leafHash();
      return new Answer("log/2", List.of(new Place(size, hash, ++size)));
    }

    @Override
    public void heartbeat(String instance, UUID bootId) {}

    @Override
    public List<Beginning> beginnings() {
      return List.of(beginning);
    }
  }

  private static final class Remembered implements AcknowledgedMemory {
    private volatile Acknowledged known;

    Remembered(Acknowledged known) {
      this.known = known;
    }

    @Override
    public Optional<Acknowledged> highest() {
      return Optional.of(known);
    }

    @Override
    public void remember(Acknowledged entry) {
      known = entry;
    }

    @Override
    public void follow(Acknowledged from, Acknowledged to) {
      known = to;
    }
  }
}
