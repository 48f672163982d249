package dev.postern.bench.deid;

import dev.postern.bench.Benchmark;
import dev.postern.bench.Figure;
import dev.postern.deid.Detector;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.model.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How well identifiers are found, on the texts of the shared data and on notes that this bench puts
 * invented people into; each share with Wilson's 95 % interval. What was missed or wrongly taken is
 * listed in a file under {@code .postern}: content of the texts, for this machine alone.
 */
public final class DeidQualityBench implements Benchmark {

  private static final String NAME = "deid-quality";
  private static final long SEED = 20_261_128;

  private final Path data;
  private final Path misses;
  private final List<String> listed = new ArrayList<>();

  /**
   * @param root of the checkout
   */
  public DeidQualityBench(Path root) {
    this.data = root.resolve("../shared/data").normalize();
    this.misses = root.resolve(".postern/deid-misses.txt");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean needsPostern() {
    return false;
  }

  @Override
  public void run(Consumer<Figure> figures) throws IOException {
    if (!Files.isDirectory(data)) {
      System.err.println("postern bench: " + NAME + " is left out, there is no shared data");
      return;
    }
    SharedTexts shared = new SharedTexts(data);
    List<LabelledText> notes = new InjectedNotes(data, SEED).texts();
    try (OnnxModel model = new OnnxModel(1)) {
      Detector detector = Detector.with(model);
      measured("clinician queries", shared.questions(), detector, figures);
      measured("notes, injected", notes, detector, figures);
      known(notes, detector, figures);
      omissions(notes, detector, figures);
      measured("general personal data", shared.general(), detector, figures);
      Score clean = score("abstracts", shared.abstracts(), detector);
      share(
          "abstracts, nobody in them",
          "tokens touched",
          new Share(clean.outside, clean.tokens),
          figures);
    }
    Files.createDirectories(misses.getParent());
    Files.write(misses, listed);
    System.err.println(listed.size() + " misses listed in " + misses);
  }

  private void measured(
      String set, List<LabelledText> texts, Detector detector, Consumer<Figure> figures) {
    Score score = score(set, texts, detector);
    share(set, "token recall", score.recall(), figures);
    share(set, "token precision", score.precision(), figures);
    share(set, "texts leaking", new Share(score.leaking, score.withGold), figures);
    share(set, "texts leaking, strict", new Share(score.leakingStrictly, score.withGold), figures);
    if (score.clean > 0) {
      share(set, "clean texts altered", new Share(score.cleanAltered, score.clean), figures);
    }
    score.types.forEach(
        (type, count) -> share(set, "recall " + type, new Share(count.caught, count.all), figures));
  }

  private Score score(String set, List<LabelledText> texts, Detector detector) {
    Score score = new Score();
    texts.forEach(text -> score.add(text, detector.find(text.text(), List.of()).spans()));
    score.misses.forEach(
        miss ->
            listed.add(
                String.join(
                    "\t",
                    set,
                    miss.text(),
                    miss.type().equals("+") ? "wrongly taken" : "missed " + miss.type(),
                    miss.around().replace('\n', ' '))));
    return score;
  }

  /** With the subject's record at hand none of what it holds may be missed. */
  private static void known(List<LabelledText> notes, Detector detector, Consumer<Figure> figures) {
    Score score = new Score();
    for (LabelledText note : notes) {
      List<KnownIdentifier> record = note.known();
      LabelledText subject =
          new LabelledText(
              note.id(),
              note.text(),
              note.gold().stream().filter(g -> g.type().startsWith("SUBJECT")).toList(),
              note.gold(),
              record);
      score.add(subject, detector.find(note.text(), record).spans());
    }
    share("notes, subject known", "token recall", score.recall(), figures);
  }

  /** One identifier at a time left in: what the outbound check catches of it. */
  private static void omissions(
      List<LabelledText> notes, Detector detector, Consumer<Figure> figures) throws IOException {
    Omissions omissions = new Omissions(SEED);
    omissions.add(notes, detector);
    for (Omissions.Sort sort : Omissions.Sort.values()) {
      share("replacer forgets one", "caught, " + sort.words, omissions.forgotten(sort), figures);
      share("detector misses one", "caught, " + sort.words, omissions.unseen(sort), figures);
    }
  }

  private static void share(String set, String metric, Share share, Consumer<Figure> figures) {
    figures.accept(new Figure(NAME, set, metric, 100 * share.value(), "%", Double.NaN));
    figures.accept(new Figure(NAME, set, metric + ", from", 100 * share.low(), "%", Double.NaN));
    figures.accept(new Figure(NAME, set, metric + ", to", 100 * share.high(), "%", Double.NaN));
  }
}
