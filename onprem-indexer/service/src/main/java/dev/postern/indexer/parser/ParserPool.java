package dev.postern.indexer.parser;

import dev.postern.indexer.ingest.DocumentType;
import dev.postern.indexer.ingest.PageRange;
import dev.postern.indexer.ingest.TextExtractor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Children that wait for documents; as many as there are threads that ask at once. */
public final class ParserPool implements TextExtractor, AutoCloseable {

  private final ChildCommand command;
  private final ParserLimits limits;
  private final Path temp;
  private final ConcurrentLinkedQueue<ParserChildProcess> idle = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("parser-watchdog").factory());

  /**
   * @param temp a folder of this process alone; what an earlier run left in it is removed
   */
  public ParserPool(ChildCommand command, ParserLimits limits, Path temp) {
    this.command = command;
    this.limits = limits;
    this.temp = temp.toAbsolutePath();
    empty();
  }

  @Override
  public Reading open(DocumentType type, byte[] content) {
    return new OneDocument(type, content);
  }

  /**
   * A document and the child that has it; a child that died is replaced by one that has to learn.
   */
  private final class OneDocument implements Reading {
    private final DocumentType type;
    private final byte[] content;
    private @Nullable ParserChildProcess child;

    OneDocument(DocumentType type, byte[] content) {
      this.type = type;
      this.content = content;
    }

    @Override
    public Extraction pages(PageRange range) {
      ParserChildProcess reading = child;
      boolean knows = reading != null;
      if (reading == null) {
        reading = take();
        child = reading;
      }
      Extraction extraction = reading.extract(type, knows ? null : content, range, watchdog);
      if (extraction instanceof Extraction.Died) {
        reading.close();
        child = null;
      }
      return extraction;
    }

    @Override
    public void close() {
      ParserChildProcess done = child;
      child = null;
      if (done != null && done.isGood()) {
        idle.add(done);
      } else if (done != null) {
        done.close();
      }
    }
  }

  private ParserChildProcess take() {
    @Nullable ParserChildProcess waiting = idle.poll();
    while (waiting != null && !waiting.isGood()) {
      waiting.close(); // it died while it waited: no document's fault
      waiting = idle.poll();
    }
    return waiting != null ? waiting : start();
  }

  private ParserChildProcess start() {
    try {
      return new ParserChildProcess(
          command,
          Files.createTempDirectory(
              temp,
              "child",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
          limits);
    } catch (IOException e) {
      throw new UncheckedIOException("a parser's temp folder cannot be made", e);
    }
  }

  private void empty() {
    try {
      Files.createDirectories(temp);
      try (Stream<Path> left = Files.walk(temp)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          if (!path.equals(temp)) {
            Files.deleteIfExists(path);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the parsers' temp folder cannot be emptied", e);
    }
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
    for (ParserChildProcess child = idle.poll(); child != null; child = idle.poll()) {
      child.close();
    }
  }
}
