package dev.postern.bench;

import dev.postern.toolbox.process.Part;
import java.util.List;
import java.util.Set;

/** Parts that stand still while others are measured. */
final class Standing implements AutoCloseable {
  private final List<Part> parts;

  private Standing(List<Part> parts) {
    this.parts = parts;
  }

  /** Pauses every running part but these. */
  static Standing allBut(Set<String> measured, List<Part> all) {
    List<Part> others =
        all.stream().filter(part -> part.running() && !measured.contains(part.name())).toList();
    others.forEach(Part::pause);
    return new Standing(others);
  }

  @Override
  public void close() {
    parts.forEach(Part::resume);
    parts.forEach(Part::awaitReady);
  }
}
