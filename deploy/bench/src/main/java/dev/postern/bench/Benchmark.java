package dev.postern.bench;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One benchmark: measures, and hands on each figure as soon as it is known. */
public interface Benchmark {

  /** The name users type after {@code ./postern bench}. */
  String name();

  /** Whether a whole Postern has to run for it. */
  default boolean needsPostern() {
    return true;
  }

  /**
   * The parts that it measures, when it does not take them all: the others stand still meanwhile,
   * as on a host of their own. On few cores their housekeeping would be in every figure.
   */
  default Optional<Set<String>> measures() {
    return Optional.empty();
  }

  /** Runs against the system under test; figures carry the bound measured in this very run. */
  void run(Consumer<Figure> figures) throws Exception;
}
