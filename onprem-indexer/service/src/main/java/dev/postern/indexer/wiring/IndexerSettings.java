package dev.postern.indexer.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The indexer's settings, each documented beside its default in application.properties. */
@ConfigMapping(prefix = "indexer")
public interface IndexerSettings {

  Audit audit();

  Parser parser();

  Ingest ingest();

  Search search();

  /** Sources that are configured, by name: what they may say, and where they come from. */
  Map<String, Source> sources();

  Mllp mllp();

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

    int sliceBytes();

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
    Optional<List<String>> authorities();

    /** Whether its relationships, consents and flags count. */
    @WithDefault("false")
    boolean authoritative();

    /** Whose the documents are that the indexer fetches itself. */
    Optional<String> tenant();

    /** Who may read each of them. */
    Optional<List<String>> groups();

    Optional<List<String>> users();

    Optional<String> classification();

    Optional<List<String>> labels();

    Optional<Folder> folder();

    Optional<Bound> mllp();
  }

  /** A folder that is watched. */
  interface Folder {
    Path path();

    /** The longest time between two looks. */
    @WithDefault("30s")
    Duration look();

    /** How long a file must not have changed before it is read. */
    @WithDefault("2s")
    Duration settle();

    @WithDefault("67108864")
    long maxBytes();

    /** Whether owner and group of a file, as far as its mode lets them read, are its rights. */
    @WithDefault("false")
    boolean posixRights();

    /** The account whose sidecars count. */
    Optional<String> sidecarOwner();
  }

  /** Who may send for a feed. */
  interface Bound {
    /** Common name of the peer's certificate. */
    Optional<String> certificate();

    /** Addresses of the peer. */
    Optional<Set<String>> addresses();

    /** MSH-3.1 of its messages. */
    String application();

    /** MSH-4.1 of its messages. */
    String facility();
  }

  /** Where HL7 v2 messages are listened for. */
  interface Mllp {
    /** Absent: nowhere. */
    OptionalInt port();

    /** Absent: every address of this host. */
    Optional<String> address();

    boolean mutualTls();

    int maxBytes();

    Duration idle();

    int connections();
  }
}
