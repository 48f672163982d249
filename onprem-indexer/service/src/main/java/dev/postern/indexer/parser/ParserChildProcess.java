package dev.postern.indexer.parser;

import dev.postern.indexer.ingest.DocumentType;
import dev.postern.indexer.ingest.PageRange;
import dev.postern.indexer.ingest.TextExtractor.Cause;
import dev.postern.indexer.ingest.TextExtractor.Extraction;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One running child. It reads one document at a time and dies alone. */
final class ParserChildProcess implements AutoCloseable {

  /** What a JVM ends with on {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY_EXIT = 3;

  /** What a process ends with on SIGKILL. */
  private static final int KILLED_EXIT = 128 + 9;

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int LOOKS_AT_DISK = 5;

  private final Process process;
  private final Path temp;
  private final ParserLimits limits;
  private final DataOutputStream requests;
  private final DataInputStream answers;
  private int documents;
  private boolean dead;

  ParserChildProcess(ChildCommand command, Path temp, ParserLimits limits) {
    this.process = command.start(temp);
    this.temp = temp;
    this.limits = limits;
    this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /** Whether it may be given another document. */
  boolean isGood() {
    return !dead && process.isAlive() && documents < limits.documentsPerChild();
  }

  /**
   * Pages of a document.
   *
   * @param content null: of the document before, which the child still has
   */
  Extraction extract(
      DocumentType type,
      byte @Nullable [] content,
      PageRange range,
      ScheduledExecutorService watchdog) {
    documents += content == null ? 0 : 1;
    Watch watch = new Watch();
    ScheduledFuture<?> watching =
        watchdog.scheduleAtFixedRate(
            watch, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    FrameReader frames = new FrameReader(answers, limits.maxCharacters(), watch::progress);
    try {
      send(type, content, range);
      Extraction extraction = frames.read();
      dead = extraction instanceof Extraction.Died;
      return extraction;
    } catch (IOException e) {
      dead = true;
      return new Extraction.Died(causeOfDeath(watch), frames.page());
    } finally {
      watching.cancel(false);
    }
  }

  private void send(DocumentType type, byte @Nullable [] content, PageRange range)
      throws IOException {
    requests.writeByte(code(type));
    requests.writeLong(limits.maxCharacters());
    boolean all = range.equals(PageRange.ALL);
    requests.writeInt(all ? 1 : range.first());
    requests.writeInt(all ? Integer.MAX_VALUE : range.last());
    if (content == null) {
      requests.writeLong(-1);
    } else {
      requests.writeLong(content.length);
      requests.write(content);
    }
    requests.flush();
  }

  private static char code(DocumentType type) {
    return switch (type) {
      case TEXT -> 't';
      case CSV -> 'c';
      case MARKDOWN -> 'm';
      case HTML -> 'h';
      case XML -> 'x';
      case PDF -> 'p';
      case OFFICE -> 'o';
      case OLD_OFFICE -> 'w';
      case RTF -> 'r';
      case OPEN_DOCUMENT -> 'f';
      case MAIL -> 'e';
      case MAILBOX -> 'b';
      case ARCHIVE -> 'z';
      case HL7 -> 'l';
      case FHIR_JSON -> 'j';
      case FHIR_NDJSON -> 'n';
    };
  }

  private Cause causeOfDeath(Watch watch) {
    try {
      process.waitFor(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Cause killed = watch.killed.get();
    if (killed != null) {
      return killed;
    }
    int exit = process.isAlive() ? 0 : process.exitValue();
    if (exit == OUT_OF_MEMORY_EXIT) {
      return Cause.OUT_OF_MEMORY;
    }
    return exit == KILLED_EXIT ? Cause.KILLED : Cause.CRASHED;
  }

  /** Kills the child, whatever it is doing, and removes what it left on disk. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> left = Files.walk(temp)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a parser's temp folder cannot be removed", e);
    }
  }

  private final class Watch implements Runnable {
    private final long started = System.nanoTime();
    private final Duration used = processor();
    private int looks;
    private final AtomicReference<@Nullable Cause> killed = new AtomicReference<>();
    private volatile long last = started;

    void progress() {
      last = System.nanoTime();
    }

    @Override
    public void run() {
      long now = System.nanoTime();
      if (now - started > limits.total().toNanos()) {
        kill(Cause.OUT_OF_TIME);
      } else if (now - last > limits.noProgress().toNanos()) {
        kill(Cause.NO_PROGRESS);
      } else if (processor().minus(used).compareTo(limits.processor()) > 0) {
        kill(Cause.OUT_OF_TIME);
      } else if (looks++ % LOOKS_AT_DISK == 0 && onDisk() > limits.temporaryBytes()) {
        kill(Cause.TOO_MUCH_DISK);
      }
    }

    private Duration processor() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private long onDisk() {
      try (Stream<Path> files = Files.walk(temp)) {
        return files.mapToLong(file -> file.toFile().length()).sum();
      } catch (IOException | UncheckedIOException e) {
        return 0; // a file went while it was looked at; there is a next time
      }
    }

    private void kill(Cause cause) {
      if (killed.compareAndSet(null, cause)) {
        process.destroyForcibly();
      }
    }
  }
}
