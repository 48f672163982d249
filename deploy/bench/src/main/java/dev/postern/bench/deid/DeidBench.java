package dev.postern.bench.deid;

import dev.postern.bench.Benchmark;
import dev.postern.bench.Figure;
import dev.postern.deid.Detector;
import dev.postern.deid.model.OnnxModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * How fast identifiers are found on one core, beside the bare model on the same texts: a question
 * of sixty tokens, a note of many sentences; and the memory that reading needs.
 */
public final class DeidBench implements Benchmark {

  private static final String QUESTION =
      "What is the recommended follow-up for %s, a 57-year-old man with chronic kidney disease and"
          + " hypertension on lisinopril 20 mg, seen at Larkford General Hospital on March %d, 2024"
          + " (MRN %d), whose creatinine rose from 1.4 to 2.1 after contrast imaging, and should"
          + " metformin be stopped before the next CT scan of the abdomen?";
  private static final int WARM_UP = 40;
  private static final int ROUNDS = 400;

  @Override
  public String name() {
    return "deid";
  }

  @Override
  public boolean needsPostern() {
    return false;
  }

  @Override
  public void run(Consumer<Figure> figures) {
    try (OnnxModel model = new OnnxModel(1)) {
      Detector detector = Detector.with(model);
      String question = question(1);
      String note = (question + " ").repeat(20);
      compare("question of 60 tokens", question, ROUNDS, model, detector, figures);
      compare("note of 20 sentences", note, ROUNDS / 20, model, detector, figures);
      figures.accept(
          new Figure("deid", "process", "resident memory", Resident.megabytes(), "MB", Double.NaN));
    }
  }

  private static String question(int i) {
    return String.format(Locale.ROOT, QUESTION, "Oluwaseun Brzezicki", 1 + i % 28, 400_000 + i);
  }

  private static void compare(
      String scenario,
      String text,
      int rounds,
      OnnxModel model,
      Detector detector,
      Consumer<Figure> figures) {
    List<Long> bare = new ArrayList<>();
    List<Long> whole = new ArrayList<>();
    Runnable session = model.sessionOver(text);
    for (int i = 0; i < WARM_UP + rounds; i++) {
      long begun = System.nanoTime();
      session.run();
      long between = System.nanoTime();
      detector.find(text, List.of());
      long ended = System.nanoTime();
      if (i >= WARM_UP) {
        bare.add(between - begun);
        whole.add(ended - between);
      }
    }
    double bound = median(bare);
    double took = median(whole);
    figures.accept(new Figure("deid", scenario, "p50", took, "ms", bound));
    figures.accept(
        new Figure("deid", scenario, "texts per second", 1000 / took, "texts/s", 1000 / bound));
  }

  private static double median(List<Long> nanos) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2) / 1e6;
  }
}
