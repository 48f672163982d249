package dev.postern.indexer.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The indexer's settings, each documented beside its default in application.properties. */
@ConfigMapping(prefix = "indexer")
public interface IndexerSettings {

  Audit audit();

  Parser parser();

  Ingest ingest();

  Search search();

  /** What documents of a source may say of patients, by the source's name. */
  Map<String, Source> sources();

  /** The audit service. */
  interface Audit {
    /** Each of its processes: one writes, the others stand by. */
    List<URI> url();

    Duration timeout();

    /** The keys of the logs that an operator lets this indexer append to, a vkey a line. */
    Optional<Path> pin();
  }

  /** Parser children. */
  interface Parser {
    Path home();

    Path java();

    String heap();

    Duration timeout();

    Duration noProgress();

    long maxCharacters();

    Duration processorTime();

    long temporaryBytes();

    int documentsPerChild();

    int minCharacters();

    int minCharactersPerPage();

    Recognition recognition();
  }

  /** Text in pictures, by Tesseract. */
  interface Recognition {
    /** Absent: the one of Debian's package, if it is installed. */
    Optional<Path> program();

    String languages();

    Duration perPage();
  }

  /** From documents to chunks. */
  interface Ingest {
    int workers();

    int slicePages();

    int chunkTokens();

    Duration lease();

    int failures();

    int deaths();

    int interruptions();

    Duration look();

    Duration pause();
  }

  /** Searching. */
  interface Search {
    double relevanceFloor();

    int exactUpTo();

    double denseWeight();

    double lexicalWeight();

    int perDocument();

    int joined();
  }

  /** One source. */
  interface Source {
    /** Entries {@code <as the format names it> = <as we name it>}, the preferred first. */
    List<String> authorities();

    /** Whether its relationships, consents and flags count. */
    @WithDefault("false")
    boolean authoritative();
  }
}
