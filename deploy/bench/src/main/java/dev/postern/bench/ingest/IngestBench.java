package dev.postern.bench.ingest;

import dev.postern.bench.Benchmark;
import dev.postern.bench.Figure;
import dev.postern.bench.retrieval.MedQuad;
import dev.postern.cli.indexer.Documents.Upload;
import dev.postern.cli.indexer.IndexerClient;
import dev.postern.cli.indexer.Ingestion;
import dev.postern.cli.indexer.Rights;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.Settings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * From documents to chunks that can be searched, through the whole indexer with one worker and with
 * two, beside the two models alone on the same texts on one thread.
 */
public final class IngestBench implements Benchmark {

  private static final String NAME = "ingest";
  private static final int WARM_UP = 10;
  private static final int DOCUMENTS = 80;
  private static final long SEED = 20261128;
  private static final double TWO_WORKERS_WANTED = 1.8;

  private final Path checkout;
  private final Path home;

  public IngestBench(Path checkout, Path home) {
    this.checkout = checkout;
    this.home = home;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    List<Path> files = files();
    double one = 0;
    for (int workers = 1; workers <= 2; workers++) {
      Postern postern = with(workers);
      postern.up();
      ingest(postern, files.subList(0, WARM_UP));
      String source = ingest(postern, files.subList(WARM_UP, files.size()));
      IngestedChunks ingested = IngestedChunks.of(postern.database("index"), source);
      if (workers == 1) {
        one = ingested.perSecond();
        double bare = ingested.bareModels(home.resolve("run/bench-libraries"));
        figures.accept(new Figure(NAME, "1 worker", "throughput", one, "chunks/s", bare));
      } else {
        figures.accept(
            new Figure(NAME, "2 workers", "throughput", ingested.perSecond(), "chunks/s", 2 * one));
        double times = ingested.perSecond() / one;
        figures.accept(
            new Figure(NAME, "2 workers", "of 1 worker", times, "times", TWO_WORKERS_WANTED));
      }
    }
    with(0).up();
  }

  private Postern with(int workers) {
    Settings settings =
        workers == 0
            ? Settings.DEMO
            : Settings.DEMO.with("indexer", "indexer.ingest.workers", Integer.toString(workers));
    return Postern.at(checkout, home, settings, Progress.stderr());
  }

  /** Public pages with their sentences in other orders: real text, each file another content. */
  private List<Path> files() throws IOException {
    Path folder = Files.createDirectories(home.resolve("run/bench-documents"));
    List<MedQuad.Page> pages = MedQuad.read(checkout.resolve("deploy/demo/documents/nih"));
    Random random = new Random(SEED);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < WARM_UP + DOCUMENTS; i++) {
      MedQuad.Page page = pages.get(i % pages.size());
      List<String> sentences =
          new ArrayList<>(List.of(String.join(" ", page.answers()).split("(?<=[.!?])\\s+")));
      Collections.shuffle(sentences, random);
      String text = "# " + page.focus() + "\n\n" + String.join(" ", sentences) + "\n";
      files.add(Files.writeString(folder.resolve("page-" + i + ".md"), text));
    }
    return files;
  }

  /** Sends them as a source of their own and waits until all can be searched. */
  private static String ingest(Postern postern, List<Path> files)
      throws IOException, InterruptedException {
    String source = "bench-" + UUID.randomUUID();
    Rights rights = new Rights(List.of("all-staff"), "public", List.of(), List.of(), null);
    List<Upload> uploads =
        files.stream()
            .map(file -> new Upload(file, source, file.getFileName().toString(), rights))
            .toList();
    HttpClient http = HttpClient.newBuilder().sslContext(postern.operatorSslContext()).build();
    IndexerClient indexer = new IndexerClient(http, postern.addresses().indexer());
    for (Ingestion.Result result : new Ingestion(indexer).run(uploads, ended -> {})) {
      if (!(result instanceof Ingestion.Result.Indexed)) {
        throw new IllegalStateException("not indexed: " + result.upload().externalId());
      }
    }
    return source;
  }
}
