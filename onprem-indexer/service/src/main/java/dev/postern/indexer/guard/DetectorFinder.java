package dev.postern.indexer.guard;

import dev.postern.deid.Detector;
import dev.postern.indexer.ingest.IdentifierFinder;
import java.util.List;

/** Findings of the de-identification library's detector, by its digest. */
public final class DetectorFinder implements IdentifierFinder {

  private final Detector detector;

  public DetectorFinder(Detector detector) {
    this.detector = detector;
  }

  @Override
  public String detector() {
    return detector.digest();
  }

  @Override
  public Findings find(String text) {
    dev.postern.deid.Findings found = detector.find(text, List.of());
    return new Findings(
        found.detector(),
        found.spans().stream()
            .map(s -> new Span(s.start(), s.end(), s.type().name(), s.score()))
            .toList());
  }
}
