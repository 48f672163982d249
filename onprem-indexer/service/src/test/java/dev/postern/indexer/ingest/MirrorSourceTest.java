package dev.postern.indexer.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.indexer.ingest.AuditTrail.Event;
import dev.postern.indexer.ingest.MirrorSource.Mirrored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A share in memory and the documents that come of it. */
class MirrorSourceTest {

  private static final Feed SHARE =
      new Feed(
          "share",
          "st-aurelia",
          new Rights(List.of(), List.of("all-staff")),
          Classification.INTERNAL,
          List.of());

  private final Map<String, String> files = new TreeMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Set<String> arriving = new HashSet<>();
  private final Set<String> unseen = new HashSet<>();
  private final Register register = new Register();
  private final World world = new World();
  private boolean away;
  private int woken;
  private final MirrorSource mirror =
      new MirrorSource(
          "st-aurelia",
          "share",
          new Share(),
          new ManageDocuments(
              register,
              new NoQuarantine(),
              new KeepSubjects(world.subjects, world.subjects, world.subjects, world, Map.of()),
              world),
          register,
          () -> woken++);

  @Test
  void whatIsNewOrOtherIsTakenOnce() throws Exception {
    files.put("a.txt", "one");
    files.put("b.txt", "two");
    assertEquals(2, mirror.look().taken());
    assertEquals(0, mirror.look().taken());
    files.put("a.txt", "three");
    assertEquals(1, mirror.look().taken());
    assertEquals(Map.of("a.txt", "three", "b.txt", "two"), register.contents());
    assertEquals(3, woken);
  }

  @Test
  void whatIsGoneIsRemovedOnRecord() throws Exception {
    files.put("a.txt", "one");
    files.put("b.txt", "two");
    mirror.look();
    files.remove("a.txt");
    assertEquals(1, mirror.look().removed());
    assertEquals(Set.of("b.txt"), register.contents().keySet());
    Event.Removed removed = (Event.Removed) world.acts.getLast();
    assertEquals("feed:share", removed.operator());
    assertEquals("a.txt", removed.document().externalId());
    files.put("a.txt", "one");
    assertEquals(1, mirror.look().taken(), "it came back");
  }

  @Test
  void aShareThatIsAwayOrAllAtOnceEmptyRemovesNothing() throws Exception {
    files.put("a.txt", "one");
    mirror.look();
    away = true;
    assertThrows(IOException.class, mirror::look);
    away = false;
    files.clear();
    assertTrue(mirror.look().inDoubt());
    assertEquals(Set.of("a.txt"), register.contents().keySet());
  }

  @Test
  void whatAnotherHostSawAMomentLaterIsNotRemoved() throws Exception {
    files.put("a.txt", "one");
    files.put("b.txt", "two");
    mirror.look();
    unseen.add("b.txt");
    assertEquals(0, mirror.look().removed());
    assertEquals(2, register.contents().size());
  }

  @Test
  void whatIsRefusedIsCountedByReasonAndWhatWasThereBeforeIsRemoved() throws Exception {
    files.put("a.txt", "one");
    files.put("b.txt", "two");
    mirror.look();
    files.put("a.txt", "one, with rights that cannot be told");
    unreadable.add("a.txt");
    Mirrored now = mirror.look();
    assertEquals(Map.of("no-rights", 1), now.refused());
    assertEquals(Set.of("b.txt"), register.contents().keySet());
    assertEquals(Map.of("no-rights", 1), mirror.look().refused(), "it is counted still");
    files.remove("a.txt");
    assertEquals(Map.of(), mirror.look().refused());
  }

  @Test
  void whatIsStillArrivingIsTakenAtALaterLook() throws Exception {
    files.put("a.txt", "on");
    arriving.add("a.txt");
    assertEquals(0, mirror.look().taken());
    arriving.clear();
    files.put("a.txt", "one");
    assertEquals(1, mirror.look().taken());
  }

  @Test
  void whatTheLogDoesNotTakeIsNotRemoved() throws Exception {
    files.put("a.txt", "one");
    files.put("b.txt", "two");
    mirror.look();
    files.remove("a.txt");
    world.actsAreTaken = false;
    assertThrows(AuditTrail.AuditTrailUnavailable.class, mirror::look);
    assertEquals(2, register.contents().size());
    world.actsAreTaken = true;
    assertEquals(1, mirror.look().removed());
  }

  private final class Share implements DocumentSource {
    @Override
    public List<Item> items() throws IOException {
      if (away) {
        throw new IOException("not mounted");
      }
      return files.entrySet().stream()
          .filter(file -> !unseen.contains(file.getKey()))
          .map(file -> new Item(file.getKey(), file.getValue()))
          .toList();
    }

    @Override
    public boolean isGone(String externalId) {
      return !files.containsKey(externalId);
    }

    @Override
    public Taken read(Item item) {
      if (arriving.contains(item.externalId())) {
        return new Taken.Later();
      }
      byte[] content = item.stamp().getBytes(StandardCharsets.UTF_8);
      return unreadable.contains(item.externalId())
          ? new Taken.Refused("no-rights")
          : new Taken.Whole(SHARE.document(item.externalId(), DocumentType.TEXT, content));
    }
  }

  /** Documents as they were accepted. */
  private static final class Register implements DocumentRegister {
    private final Map<String, Upload> documents = new TreeMap<>();
    private final Map<String, UUID> ids = new TreeMap<>();

    Map<String, String> contents() {
      Map<String, String> contents = new TreeMap<>();
      documents.forEach(
          (id, upload) ->
              contents.put(id, new String(upload.content().bytes(), StandardCharsets.UTF_8)));
      return contents;
    }

    @Override
    public Accepted accept(Upload upload, List<String> handles) {
      UUID id = ids.computeIfAbsent(upload.externalId(), name -> new UUID(0, ids.size()));
      documents.put(upload.externalId(), upload);
      return new Accepted(id, id);
    }

    @Override
    public Optional<Catalogued> find(String tenant, UUID document) {
      return List.copyOf(documents.keySet()).stream()
          .filter(name -> document.equals(ids.get(name)))
          .findFirst()
          .flatMap(name -> find(tenant, "share", name));
    }

    @Override
    public Optional<Catalogued> find(String tenant, String source, String externalId) {
      Upload upload = documents.get(externalId);
      UUID id = ids.get(externalId);
      return upload == null || id == null
          ? Optional.empty()
          : Optional.of(
              new Catalogued(
                  id,
                  tenant,
                  source,
                  externalId,
                  "",
                  upload.classification(),
                  upload.labels(),
                  upload.rights().principals(),
                  List.of(),
                  "indexed",
                  1,
                  1,
                  id,
                  Instant.EPOCH,
                  Instant.EPOCH));
    }

    @Override
    public Map<String, UUID> documents(String tenant, String source) {
      Map<String, UUID> known = new TreeMap<>(ids);
      known.keySet().retainAll(documents.keySet());
      return known;
    }

    @Override
    public void setRights(String tenant, UUID document, Rights rights) {
      throw new AssertionError("nobody asks for it here");
    }

    @Override
    public void remove(String tenant, UUID document) {
      new ArrayList<>(documents.keySet())
          .stream().filter(name -> document.equals(ids.get(name))).forEach(documents::remove);
    }

    @Override
    public Optional<JobReport> job(String tenant, UUID job) {
      return Optional.empty();
    }
  }

  private static final class NoQuarantine implements Quarantine {
    @Override
    public List<JobReport> list(String tenant, Optional<UUID> after, int limit) {
      return List.of();
    }

    @Override
    public Optional<Catalogued> document(String tenant, UUID job) {
      return Optional.empty();
    }

    @Override
    public boolean release(String tenant, UUID job) {
      return false;
    }

    @Override
    public boolean forget(String tenant, UUID job) {
      return false;
    }
  }
}
