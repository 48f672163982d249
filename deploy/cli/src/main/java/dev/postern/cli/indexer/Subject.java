package dev.postern.cli.indexer;

/** A patient as the issuing authority numbers it; travels in bodies, never in an address. */
public record Subject(String authority, String identifier) {
  @Override
  public String toString() {
    return "Subject[" + authority + "]";
  }
}
