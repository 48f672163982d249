package dev.postern.indexer.ingest;

import java.util.List;

/** Port: reads a document in a process of its own, which hostile input may cost. */
public interface TextExtractor {

  /** Blocks until the document is read or given up; content is never in what failed. */
  Extraction extract(DocumentType type, byte[] content);

  /** What became of it. */
  sealed interface Extraction {

    /** Read to its end. */
    record Extracted(Structure structure, int pages) implements Extraction {}

    /**
     * The parser said no.
     *
     * @param classes exception classes, outermost first
     * @param frames of the innermost exception
     */
    record Refused(String classes, List<String> frames) implements Extraction {
      public Refused {
        frames = List.copyOf(frames);
      }
    }

    /** The parser's process is dead: it crashed, ran out of memory, or was killed for its time. */
    record Died(Cause cause) implements Extraction {}
  }

  /** Why a parser's process died. */
  enum Cause {
    CRASHED,
    OUT_OF_MEMORY,
    OUT_OF_TIME,
    NO_PROGRESS,
    BROKEN_OUTPUT,
    TOO_MUCH_TEXT
  }
}
