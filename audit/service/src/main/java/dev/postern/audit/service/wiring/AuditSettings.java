package dev.postern.audit.service.wiring;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** The service's settings, each documented beside its default in application.properties. */
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

  /** Writers' runs. */
  Writer writer();

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
  }

  /** Writers' runs. */
  interface Writer {
    /** How long a run may be silent before it is gone. */
    Duration silence();

    /** How often abandoned intents are looked for. */
    Duration reconcile();
  }
}
