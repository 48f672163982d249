package dev.postern.audit.entry;

import java.util.Optional;

/** Who may append, told apart by the common name of the client certificate. */
public enum Writer {
  /** The cloud bridge: questions, policy, break-glass, its own access. */
  BRIDGE("bridge.postern.internal"),
  /** The on-premises indexer: documents, relationships, rights, its own access. */
  INDEXER("indexer.postern.internal"),
  /** The audit service itself: reconciliation, keys, holds, recovery, its own access. */
  AUDIT("audit.postern.internal");

  private final String commonName;

  Writer(String commonName) {
    this.commonName = commonName;
  }

  /** The common name of the writer's certificate. */
  public String commonName() {
    return commonName;
  }

  /** The writer with this common name, if it is one. */
  public static Optional<Writer> of(String commonName) {
    for (var writer : values()) {
      if (writer.commonName.equals(commonName)) {
        return Optional.of(writer);
      }
    }
    return Optional.empty();
  }
}
