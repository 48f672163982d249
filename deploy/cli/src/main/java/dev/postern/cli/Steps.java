package dev.postern.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.toolbox.backup.Step;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What took how long, for people and for programs. */
final class Steps {
  private Steps() {}

  static String line(Step step) {
    return "%9s  %s".formatted(seconds(step.took()), step.what());
  }

  static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }

  static void put(ObjectNode shown, List<Step> steps, Duration took) {
    shown.put("took_ms", took.toMillis());
    ArrayNode all = shown.putArray("steps");
    steps.forEach(
        step -> all.addObject().put("step", step.what()).put("took_ms", step.took().toMillis()));
  }
}
