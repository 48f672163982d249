package dev.postern.audit.service.wiring;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The service's settings; their defaults are in application.properties. */
@ConfigMapping(prefix = "audit")
public interface AuditSettings {
  /** The log's name, and its key's. */
  String origin();

  /** How long entries may stay unsigned before intents are refused. */
  Duration unsignedLimit();

  /** The writing side. */
  Sequencer sequencer();

  /** Checkpoints. */
  Checkpoint checkpoint();

  /** Witnesses by the names that operators give them. */
  Map<String, Witness> witness();

  /** Writers' runs. */
  Writer writer();

  /** The first entry that is served in bundles; entries before it are pruned. */
  long minimumIndex();

  /** The largest payload in bytes. */
  long payloadLimit();

  /** How long a proof waits for its checkpoint. */
  Duration proofPatience();

  /** How long one ACCESS entry covers a reader of entry bundles. */
  Duration sitting();

  /** Intents that one accounting of disclosures looks at. */
  int accountingLimit();

  /** How long content is kept. */
  Retention retention();

  /** How long content is kept. */
  interface Retention {
    /** What concerns a patient, after the last entry about them. */
    Duration patient();

    /** What concerns none. */
    Duration day();

    /** How often it is looked at. */
    Duration interval();
  }

  /** Copies of the subjects' keys. */
  Keys keys();

  /** Copies of the subjects' keys. */
  interface Keys {
    /** Where the newest copy is kept, apart from every other backup. */
    Optional<Path> folder();

    /** How soon a new key is in it. */
    Duration interval();

    /** Whether a snapshot of Vault's storage is kept beside it. */
    boolean vaultSnapshot();
  }

  /** Time stamps of checkpoints (RFC 3161). */
  Timestamp timestamp();

  /** Time stamps of checkpoints (RFC 3161). */
  interface Timestamp {
    /** The authority; without, checkpoints are not stamped. */
    Optional<URI> url();

    /** The certificate that it signs with, PEM. */
    Optional<Path> certificate();

    /** How old a stamp may get before the next. */
    Duration interval();

    /** How soon a stamp that is due is tried again. */
    Duration retry();

    /** How long an exchange may take. */
    Duration timeout();
  }

  /** Usage reports of providers. */
  Usage usage();

  /** Usage reports of providers. */
  interface Usage {
    /** How long one period is. */
    Duration period();

    /** How long after its end a provider may still add to its report. */
    Duration settle();

    /** How far the provider's clock and ours may differ. */
    Duration margin();

    /** Calls in one report. */
    int calls();
  }

  /** What reviewers take away. */
  Export export();

  /** What reviewers take away. */
  interface Export {
    /** Entries that one answer goes through. */
    int window();

    /** How long an export may be fetched. */
    Duration life();
  }

  /** The writing side. */
  interface Sequencer {
    /** How long the lead lasts without a sign of life. */
    Duration lease();

    /** Entries that may wait. */
    int queue();

    /** Entries in one commit, and in one request. */
    int batch();

    /** Bytes in one commit. */
    long batchBytes();
  }

  /** Checkpoints. */
  interface Checkpoint {
    /** The Transit key. */
    String key();

    /** How often the head is looked at. */
    Duration interval();

    /** Where checkpoints are remembered apart from the database, for the next start. */
    Optional<Path> folder();

    /** How long whoever reads the checkpoint waits for the witnesses that answer. */
    Duration patience();

    /** How long a call to a witness may take. */
    Duration witnessTimeout();
  }

  /** A witness (C2SP tlog-witness) in another administrative domain. */
  interface Witness {
    /** Its submission and monitoring prefix. */
    URI url();

    /** Its key, pinned. */
    String vkey();

    /** The certificates to trust for its address, PEM; the JDK's where there is none. */
    Optional<Path> caFile();
  }

  /** Writers' runs. */
  interface Writer {
    /** How long a run may be silent before it is gone. */
    Duration silence();

    /** How often abandoned intents are looked for. */
    Duration reconcile();
  }
}
