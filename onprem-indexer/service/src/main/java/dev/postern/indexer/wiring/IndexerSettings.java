package dev.postern.indexer.wiring;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The indexer's settings, each documented beside its default in application.properties. */
@ConfigMapping(prefix = "indexer")
public interface IndexerSettings {

  Audit audit();

  Parser parser();

  Ingest ingest();

  Search search();

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

    int documentsPerChild();

    int minCharacters();

    int minCharactersPerPage();
  }

  /** From documents to chunks. */
  interface Ingest {
    int workers();

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
}
