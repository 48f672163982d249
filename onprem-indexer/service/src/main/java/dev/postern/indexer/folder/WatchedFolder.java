package dev.postern.indexer.folder;

import dev.postern.indexer.ingest.AuditTrail.AuditTrailUnavailable;
import dev.postern.indexer.ingest.MirrorSource;
import dev.postern.indexer.ingest.MirrorSource.Mirrored;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a folder every so often, and soon after the file system tells that something happened
 * (network shares never tell). The look is what counts, the telling only hurries it.
 */
public final class WatchedFolder implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(WatchedFolder.class.getName());

  private static final WatchEvent.Kind<?>[] KINDS = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_DELETE,
    StandardWatchEventKinds.ENTRY_MODIFY
  };

  private final String source;
  private final Folder folder;
  private final MirrorSource mirror;
  private final Duration every;
  private final Duration settle;
  private final Thread thread;
  private volatile @Nullable Mirrored last;

  /**
   * @param every the longest time between two looks
   * @param settle the time between what happened and the look at it
   */
  public WatchedFolder(
      String source, Folder folder, MirrorSource mirror, Duration every, Duration settle) {
    this.source = source;
    this.folder = folder;
    this.mirror = mirror;
    this.every = every;
    this.settle = settle;
    this.thread = Thread.ofPlatform().daemon().name("folder-" + source).unstarted(this::run);
  }

  /** Starts to look. */
  public void start() {
    thread.start();
  }

  /** The last look, if it could be made. */
  public Optional<Mirrored> last() {
    return Optional.ofNullable(last);
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (WatchService told = FileSystems.getDefault().newWatchService()) {
        watch(told);
      } catch (IOException | RuntimeException e) {
        last = null;
        warn("cannot be looked at: " + e.getClass().getSimpleName());
        pause(every);
      } catch (AuditTrailUnavailable e) {
        last = null;
        warn("waits for the log: " + e.code());
        pause(every);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void watch(WatchService told)
      throws IOException, AuditTrailUnavailable, InterruptedException {
    while (true) {
      for (Path below : folder.folders()) {
        below.register(told, KINDS); // again is no harm
      }
      Mirrored now = mirror.look();
      if (now.inDoubt()) {
        warn("is empty though documents of it are known; nothing is removed");
      }
      last = now;
      @Nullable WatchKey happened = told.poll(every.toMillis(), TimeUnit.MILLISECONDS);
      if (happened != null) {
        pause(settle.plusMillis(50));
        drain(told, happened);
      }
    }
  }

  private static void drain(WatchService told, WatchKey first) {
    for (@Nullable WatchKey key = first; key != null; key = told.poll()) {
      key.pollEvents();
      key.reset();
    }
  }

  private void warn(String what) {
    LOGGER.log(System.Logger.Level.WARNING, "the folder of source {0} {1}", source, what);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the last look could not be made, or is in doubt. */
  public boolean isFailing() {
    return last().map(Mirrored::inDoubt).orElse(true);
  }

  /** Refusals of the last look, by reason. */
  public Map<String, Integer> refused() {
    return last().map(Mirrored::refused).orElse(Map.of());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
