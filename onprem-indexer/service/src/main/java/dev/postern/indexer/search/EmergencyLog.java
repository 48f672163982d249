package dev.postern.indexer.search;

/** The log, asked whether an emergency that the bridge claims was recorded for this reader. */
public interface EmergencyLog {

  /** What the log says. */
  enum Answer {
    GRANTED,
    DENIED,
    UNKNOWN
  }

  /** Reads the entry itself and compares tenant, reader, patient and time. */
  Answer asked(Reader reader, Emergency claimed);
}
