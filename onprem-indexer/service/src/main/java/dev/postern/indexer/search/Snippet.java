package dev.postern.indexer.search;

import java.util.List;

/** A passage, the patients it concerns, and their known identifiers. */
public record Snippet(Passage passage, List<Patient> patients, List<KnownIdentifier> known) {

  public Snippet {
    patients = List.copyOf(patients);
    known = List.copyOf(known);
  }
}
