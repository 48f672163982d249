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

/** The indexer's settings; most defaults are in application.properties. */
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

    /** How long one exchange may take. */
    Duration timeout();

    /** The keys of the logs that an operator lets this indexer append to, a vkey a line. */
    Optional<Path> pin();
  }

  /** Parser children. */
  interface Parser {
    /** Where the parser child's program is. */
    Path home();

    /** The Java that runs it. */
    Path java();

    /** A child's heap, as {@code java -Xmx} takes it. */
    String heap();

    /** How long one part of a document may take; less than the lease of a claim. */
    Duration timeout();

    /** The longest silence of a child. */
    Duration noProgress();

    /** Characters of text that one document may have. */
    long maxCharacters();

    /** Processor time that one part may take. */
    Duration processorTime();

    /** Bytes that a child may have on disk. */
    long temporaryBytes();

    /** Documents after which a child is replaced. */
    int documentsPerChild();

    /** Fewer characters are no text. */
    int minCharacters();

    /** Fewer characters a page are taken for a scan. */
    int minCharactersPerPage();

    Recognition recognition();
  }

  /** Text in pictures, by Tesseract. */
  interface Recognition {
    /** Absent: the one of Debian's package, if it is installed. */
    Optional<Path> program();

    /** Tesseract's languages, with plus signs between. */
    String languages();

    /** How long one page may take. */
    Duration perPage();
  }

  /** From documents to chunks. */
  interface Ingest {
    /** Workers of this process; 0 means one for each core. */
    int workers();

    /** Pages that are kept in one commit. */
    int slicePages();

    /** Bytes of text that are kept in one commit: what a killed worker costs at most. */
    int sliceBytes();

    /** Tokens of one chunk as it is embedded. */
    int chunkTokens();

    /** How long a worker's claim stands without its heartbeat. */
    Duration lease();

    /** Failures to read a part after which it is divided or kept apart. */
    int failures();

    /** Deaths of its parser after which a part is divided or kept apart. */
    int deaths();

    /** Attempts that ended by no fault of the part after which it is kept apart. */
    int interruptions();

    /** How often work of others is looked for. */
    Duration look();

    /** How long to wait when the log or the ledger is away. */
    Duration pause();
  }

  /** Searching. */
  interface Search {
    /** Least cosine of a match; below it there are no sources. */
    double relevanceFloor();

    /** Visible chunks up to which all are compared; more are looked up in the graph. */
    int exactUpTo();

    /** What the rank by vectors weighs. */
    double denseWeight();

    /** What the rank by words weighs; 0 leaves that leg out. */
    double lexicalWeight();

    /** Passages of one document before those of others. */
    int perDocument();

    /** Adjacent chunks that become one passage. */
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

    /** Who else may read each of them. */
    Optional<List<String>> users();

    /** How they are classified. */
    Optional<String> classification();

    /** Labels of each of them, for policy. */
    Optional<List<String>> labels();

    Optional<Folder> folder();

    Optional<Bound> mllp();
  }

  /** A folder that is watched. */
  interface Folder {
    /** Where it is. */
    Path path();

    /** The longest time between two looks. */
    @WithDefault("30s")
    Duration look();

    /** How long a file must not have changed before it is read. */
    @WithDefault("2s")
    Duration settle();

    /** How large a document may be. */
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

    /** Whether peers show a certificate; else their addresses alone tell. */
    boolean mutualTls();

    /** Bytes of one message. */
    int maxBytes();

    /** When an idle connection is closed. */
    Duration idle();

    /** Connections at once. */
    int connections();
  }
}
