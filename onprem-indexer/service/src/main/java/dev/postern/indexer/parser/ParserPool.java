package dev.postern.indexer.parser;

import dev.postern.indexer.ingest.DocumentType;
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
  public Extraction extract(DocumentType type, byte[] content) {
    @Nullable ParserChildProcess waiting = idle.poll();
    ParserChildProcess child = waiting != null ? waiting : start();
    Extraction extraction = child.extract(type, content, watchdog);
    if (child.isGood()) {
      idle.add(child);
    } else {
      child.close();
    }
    return extraction;
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
