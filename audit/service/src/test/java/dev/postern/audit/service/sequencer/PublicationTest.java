package dev.postern.audit.service.sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.WitnessKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PublicationTest {
  private final Store store = new Store();
  private final Publication patient = new Publication(store, Duration.ofMinutes(10));
  private final Publication hasty = new Publication(store, Duration.ZERO);

  @Test
  void withoutACheckpointThereIsNothing() throws InterruptedException {
    patient.cosigned(1);
    assertTrue(patient.newest().isEmpty());
  }

  @Test
  void withoutAWitnessThatAnswersTheNewestIsPublishedAtOnce() throws InterruptedException {
    store.sign(3, 0);
    assertEquals(3, size(patient));
  }

  @Test
  void theNewestIsPublishedOnceTheWitnessesThatAnswerHaveCosignedIt() throws Exception {
    store.sign(3, 2);
    patient.cosigned(2);
    assertEquals(3, size(patient));
    store.sign(5, 1);
    var asked = CompletableFuture.supplyAsync(() -> sizeOf(patient));
    store.sign(5, 2);
    patient.cosigned(2);
    assertEquals(5, asked.get());
  }

  @Test
  void aLargerCosignedOneWillDo() throws InterruptedException {
    store.sign(5, 0);
    store.beforeCosigned = () -> store.sign(7, 1);
    patient.cosigned(1);
    assertEquals(7, size(patient));
  }

  @Test
  void whoWaitedLongEnoughGetsTheNewestWithoutTheWitnesses() throws InterruptedException {
    store.sign(3, 1);
    store.sign(5, 0);
    hasty.cosigned(1);
    assertEquals(5, size(hasty));
  }

  @Test
  void aWitnessThatGoesAwayIsNotWaitedFor() throws Exception {
    store.sign(5, 0);
    patient.cosigned(1);
    var asked = CompletableFuture.supplyAsync(() -> sizeOf(patient));
    patient.cosigned(0);
    assertEquals(5, asked.get());
  }

  private static long size(Publication publication) throws InterruptedException {
    return publication.newest().orElseThrow().checkpoint().size();
  }

  private static long sizeOf(Publication publication) {
    try {
      return size(publication);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Checkpoints by size with the number of their cosignatures. */
  private static final class Store implements CheckpointStore {
    private final TreeMap<Long, Integer> signed = new TreeMap<>();
    private Runnable beforeCosigned = () -> {};

    synchronized void sign(long size, int witnesses) {
      signed.put(size, witnesses);
    }

    private static Kept kept(long size) {
      return new Kept(new Checkpoint("test/log", size, Hash.EMPTY_TREE), "note");
    }

    @Override
    public synchronized Optional<Kept> latest() {
      return signed.isEmpty() ? Optional.empty() : Optional.of(kept(signed.lastKey()));
    }

    @Override
    public synchronized Optional<Kept> cosigned(long atLeast, int witnesses) {
      beforeCosigned.run();
      return signed.tailMap(atLeast, true).descendingMap().entrySet().stream()
          .filter(entry -> entry.getValue() >= witnesses)
          .findFirst()
          .map(entry -> kept(entry.getKey()));
    }

    @Override
    public Head head() {
      return new Head(0, Hash.EMPTY_TREE);
    }

    @Override
    public void keep(Kept kept) {}

    @Override
    public void keep(Checkpoint checkpoint, WitnessKey by, NoteSignature cosignature) {}

    @Override
    public Optional<Instant> committedAt(long index) {
      return Optional.empty();
    }

    @Override
    public LogSource tiles(long size) {
      return path -> Optional.empty();
    }
  }
}
