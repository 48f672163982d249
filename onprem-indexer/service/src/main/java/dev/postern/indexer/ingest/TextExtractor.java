package dev.postern.indexer.ingest;

import java.util.List;

/** Port: reads a document in a process of its own, which hostile input may cost. */
public interface TextExtractor {

  /** Makes a document ready to be read; nothing is read yet. */
  Reading open(DocumentType type, byte[] content);

  /** The whole of a document. */
  default Extraction extract(DocumentType type, byte[] content) {
    try (Reading reading = open(type, content)) {
      return reading.pages(PageRange.ALL);
    }
  }

  /** A document at hand. */
  interface Reading extends AutoCloseable {

    /** Blocks until these pages are read or given up; content is never in what failed. */
    Extraction pages(PageRange range);

    @Override
    void close();
  }

  /** What became of it. */
  sealed interface Extraction {

    /**
     * Read to its end.
     *
     * @param pages of the whole document; 0 where the format has none
     * @param notes what was left unread inside of it, such as {@code attachment-encrypted}
     * @param subjects patients of whom a clinical format tells
     */
    record Extracted(
        Structure structure, int pages, List<String> notes, List<FoundSubject> subjects)
        implements Extraction {
      public Extracted {
        notes = List.copyOf(notes);
        subjects = List.copyOf(subjects);
      }

      public Extracted(Structure structure, int pages) {
        this(structure, pages, List.of(), List.of());
      }
    }

    /**
     * The parser said no.
     *
     * @param classes exception classes, outermost first
     * @param frames of the innermost exception
     * @param page at which it stopped; 0 where that is not known
     */
    record Refused(String classes, List<String> frames, int page) implements Extraction {
      public Refused {
        frames = List.copyOf(frames);
      }
    }

    /**
     * The parser's process is dead: it crashed, ran out of memory, or was killed for its time.
     *
     * @param page at which it died; 0 where that is not known
     */
    record Died(Cause cause, int page) implements Extraction {}
  }

  /** Why a parser's process died. */
  enum Cause {
    CRASHED,
    /** By somebody else: a person, or a kernel short of memory. Mostly not the document's fault. */
    KILLED,
    OUT_OF_MEMORY,
    OUT_OF_TIME,
    NO_PROGRESS,
    TOO_MUCH_DISK,
    BROKEN_OUTPUT,
    TOO_MUCH_TEXT
  }
}
