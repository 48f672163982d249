package dev.postern.audit.service.sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.log.Checkpoint;
import dev.postern.audit.log.Hash;
import dev.postern.audit.log.LogSource;
import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.NoteSignature;
import dev.postern.audit.log.SignedNote;
import dev.postern.audit.log.TileEdge;
import dev.postern.audit.log.WitnessKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckpointsTest {
  private static final Hash ROOT = Hash.sha256(new byte[] {1});

  private Instant now = Instant.parse("2026-11-22T15:00:00Z");
  private final InstantSource time = () -> now;
  private final Clock clock = time.withZone(ZoneOffset.UTC);
  private final Store store = new Store();
  private final Signer signer = new Signer();
  private final Checkpoints checkpoints =
      new Checkpoints("test/log", store, signer, clock, Duration.ofSeconds(60));

  @BeforeEach
  void lead() {
    checkpoints.resume(new LogState(1, 0, Hash.EMPTY_TREE, new TileEdge()));
  }

  @Test
  void theEmptyLogIsSignedAtOnce() {
    checkpoints.tick();
    assertEquals(0, signedSize());
  }

  @Test
  void aHeadIsSignedOnceAndOnlyWhenItHasGrown() {
    commit(3);
    checkpoints.tick();
    checkpoints.tick();
    assertEquals(3, signedSize());
    assertEquals(1, signer.signatures);
  }

  @Test
  void aHeadThatThisLeaderDidNotWriteIsNeverSigned() {
    store.head = new Head(3, ROOT);
    checkpoints.tick();
    checkpoints.committed(new Head(3, Hash.EMPTY_TREE));
    checkpoints.tick();
    assertTrue(checkpoints.latest().isEmpty());
  }

  @Test
  void withoutTheLeadNothingIsSigned() {
    commit(3);
    checkpoints.pause();
    checkpoints.tick();
    assertTrue(checkpoints.latest().isEmpty());
  }

  @Test
  void entriesMayBeUnsignedUpToTheLimitAndNotLonger() {
    signer.away = true;
    commit(1);
    checkpoints.tick();
    now = now.plusSeconds(60);
    assertFalse(checkpoints.unsignedTooLong());
    now = now.plusMillis(1);
    assertTrue(checkpoints.unsignedTooLong());
    signer.away = false;
    checkpoints.tick();
    assertFalse(checkpoints.unsignedTooLong());
  }

  @Test
  void anEntryThatComesWhileSigningWaitsFromItsOwnCommit() {
    commit(1);
    store.committedAt = Optional.of(now.minusSeconds(5));
    checkpoints.committed(new Head(2, ROOT));
    checkpoints.tick();
    assertEquals(1, signedSize());
    assertEquals(Duration.ofSeconds(5), checkpoints.unsignedAge());
  }

  @Test
  void coveringReturnsNothingWhenNoCheckpointComes() throws InterruptedException {
    commit(1);
    checkpoints.tick();
    assertTrue(checkpoints.covering(0, Duration.ZERO).isPresent());
    assertTrue(checkpoints.covering(1, Duration.ofMillis(1)).isEmpty());
  }

  private void commit(long size) {
    store.head = new Head(size, ROOT);
    checkpoints.committed(store.head);
  }

  private long signedSize() {
    return checkpoints.latest().orElseThrow().checkpoint().size();
  }

  static final class Store implements CheckpointStore {
    private Head head = new Head(0, Hash.EMPTY_TREE);
    private Optional<Instant> committedAt = Optional.empty();

    @Override
    public Head head() {
      return head;
    }

    @Override
    public Optional<Kept> latest() {
      return Optional.empty();
    }

    @Override
    public Optional<Kept> cosigned(long atLeast, int witnesses) {
      return Optional.empty();
    }

    @Override
    public void keep(Kept kept) {}

    @Override
    public void keep(Checkpoint checkpoint, WitnessKey by, NoteSignature cosignature) {}

    @Override
    public Optional<Instant> committedAt(long index) {
      return committedAt;
    }

    @Override
    public LogSource tiles(long size) {
      return path -> Optional.empty();
    }
  }

  static final class Signer implements CheckpointSigner {
    private static final NoteKey KEY = NoteKey.ed25519("test/log", new byte[32]);
    private boolean away;
    private int signatures;

    @Override
    public SignedNote sign(Checkpoint checkpoint) {
      if (away) {
        throw new SigningUnavailable(new IllegalStateException("sealed"));
      }
      signatures++;
      return new SignedNote(checkpoint.text(), List.of(NoteSignature.of(KEY, new byte[64])));
    }

    @Override
    public boolean signed(SignedNote note) {
      return true;
    }
  }
}
