package dev.postern.bridge.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.client.Acknowledged;
import dev.postern.audit.client.AcknowledgedMemory;
import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditFailure;
import dev.postern.audit.client.AuditTransport;
import dev.postern.audit.client.AuditUnavailable;
import dev.postern.audit.client.Rejected;
import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.Actor;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.bridge.disclosure.Outbox;
import dev.postern.runtime.ids.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxDrainTest {
  private final Shelf shelf = new Shelf();
  private final Log log = new Log();
  private final AuditClient client =
      AuditClient.start(log, new Forgetful(), AuditClient.Settings.standard());
  private final OutboxDrain drain = new OutboxDrain(client, shelf);

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void whatWaitsReachesTheLogOldestFirst() throws AuditFailure {
    UUID first = shelf.waits();
    UUID second = shelf.waits();
    assertTrue(drain.finished());
    assertEquals(List.of(first, second), log.taken);
    assertTrue(shelf.items.isEmpty());
  }

  @Test
  void anEntryThatTheLogWillNeverTakeIsKeptApartAndTheNextGoesIn() throws AuditFailure {
    UUID never = shelf.waits();
    UUID next = shelf.waits();
    log.refused = Set.of(never);
    assertTrue(drain.finished());
    assertEquals(List.of(next), log.taken);
    assertEquals(Map.of(never, "entry-conflict"), shelf.aside);
    assertTrue(shelf.items.isEmpty());
  }

  @Test
  void aLogThatDoesNotAnswerKeepsEverythingWaiting() {
    UUID item = shelf.waits();
    log.down = true;
    assertThrows(AuditFailure.class, drain::finished);
    assertEquals(Set.of(item), shelf.items.keySet());
  }

  @Test
  void anOutboxThatCannotForgetIsNotFinished() throws AuditFailure {
    shelf.waits();
    shelf.stuck = true;
    assertFalse(drain.finished());
  }

  /** An outbox in memory. */
  private static final class Shelf implements Outbox {
    private final Map<UUID, byte[]> items = new LinkedHashMap<>();
    private final Map<UUID, String> aside = new LinkedHashMap<>();
    private boolean stuck;

    UUID waits() {
      UUID id = Ids.next();
      Entry entry =
          Entry.of(EntryType.AUTHN, id, Instant.parse("2026-11-22T10:00:00Z"), "t")
              .with(Member.ACTOR, new Actor("s", List.of(), null))
              .build();
      items.put(id, Waiting.write(Submission.of(entry)));
      return id;
    }

    @Override
    public boolean waiting() {
      return !items.isEmpty();
    }

    @Override
    public boolean put(UUID id, byte[] content) {
      items.put(id, content);
      return true;
    }

    @Override
    public Optional<Item> oldest() {
      return items.entrySet().stream()
          .findFirst()
          .map(item -> new Item(item.getKey(), item.getValue()));
    }

    @Override
    public void remove(UUID id) {
      if (!stuck) {
        items.remove(id);
      }
    }

    @Override
    public void setAside(UUID id, String code) {
      aside.put(id, code);
      items.remove(id);
    }
  }

  /** A log that takes, refuses or is down. */
  private static final class Log implements AuditTransport {
    private final List<UUID> taken = new ArrayList<>();
    private Set<UUID> refused = Set.of();
    private boolean down;

    @Override
    public Answer append(List<Submission> batch, Optional<Acknowledged> highest)
        throws AuditFailure {
      if (down) {
        throw AuditUnavailable.because("down", null);
      }
      List<Place> places = new ArrayList<>();
      for (Submission submission : batch) {
        if (refused.contains(submission.entry().id())) {
          throw new Rejected("entry-conflict", "refused");
        }
        taken.add(submission.entry().id());
        places.add(new Place(taken.size() - 1, submission.entry().leafHash(), taken.size()));
      }
      return new Answer("test/log", places);
    }

    @Override
    public void heartbeat(String instance, UUID bootId) {}
  }

  /** Remembers nothing. */
  private static final class Forgetful implements AcknowledgedMemory {
    @Override
    public Optional<Acknowledged> highest() {
      return Optional.empty();
    }

    @Override
    public void remember(Acknowledged entry) {}

    @Override
    public void follow(Acknowledged from, Acknowledged to) {}
  }
}
