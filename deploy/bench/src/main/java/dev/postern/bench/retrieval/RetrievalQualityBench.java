package dev.postern.bench.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.bench.Benchmark;
import dev.postern.bench.Figure;
import dev.postern.bench.retrieval.MedQuad.Page;
import dev.postern.indexer.embedding.BgeModel;
import dev.postern.indexer.embedding.BgeTokenizer;
import dev.postern.indexer.ingest.Block;
import dev.postern.indexer.ingest.Chunk;
import dev.postern.indexer.ingest.ChunkCutter;
import dev.postern.indexer.ingest.Structure;
import dev.postern.indexer.search.Ranking;
import dev.postern.toolbox.postgres.PostgreSQL;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Whether a question finds its page: by the dense leg, by the lexical one, and by both under
 * several weights; and what a relevance floor keeps and stops. Pages are indexed without their
 * questions.
 */
public final class RetrievalQualityBench implements Benchmark {

  private static final String NAME = "retrieval-quality";
  private static final int CHUNK_TOKENS = 256;
  private static final int LIMIT = 10;
  private static final int PER_DOCUMENT = 3;
  private static final double[] WEIGHTS = {0.1, 0.2, 0.3, 0.5, 0.75, 1.0};
  private static final double[] FLOORS = {0.56, 0.58, 0.60, 0.62, 0.64, 0.66};

  /** Of a quick run: one page in this many, and those that a paraphrase asks for. */
  private static final int QUICK = 4;

  private final Path data;
  private final Path home;
  private final PostgreSQL postgres;
  private final boolean quick;

  /**
   * @param data the folder with medquad/ and retrieval/
   * @param home where embeddings are kept between runs
   * @param quick a quarter of the pages
   */
  public RetrievalQualityBench(Path data, Path home, PostgreSQL postgres, boolean quick) {
    this.data = data;
    this.home = home;
    this.postgres = postgres;
    this.quick = quick;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean needsPostern() {
    return false; // a PostgreSQL is enough
  }

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    if (!Files.isDirectory(data.resolve("medquad"))) {
      System.err.println("postern bench: retrieval-quality needs the test data in " + data);
      return;
    }
    try (BgeTokenizer tokenizer = new BgeTokenizer(home.resolve("run/bench-libraries"));
        BgeModel model = new BgeModel(tokenizer);
        KeptEmbeddings embeddings =
            new KeptEmbeddings(model, home.resolve("evaluation-embeddings"))) {
      ChunkCutter cutter = new ChunkCutter(tokenizer, CHUNK_TOKENS);
      try (IndexDatabase database = IndexDatabase.make(postgres)) {
        pages(new EvaluatedIndex(database), cutter, embeddings, figures);
      }
      try (IndexDatabase database = IndexDatabase.make(postgres)) {
        abstracts(new EvaluatedIndex(database), cutter, embeddings, figures);
      }
    }
  }

  private void pages(
      EvaluatedIndex index, ChunkCutter cutter, KeptEmbeddings embeddings, Consumer<Figure> figures)
      throws IOException, SQLException {
    List<Page> pages = chosen(MedQuad.read(data.resolve("medquad")));
    Map<UUID, Page> byId = new LinkedHashMap<>();
    long chunks = 0;
    for (Page page : pages) {
      UUID id = UUID.nameUUIDFromBytes(page.name().getBytes(StandardCharsets.UTF_8));
      byId.put(id, page);
      chunks += add(index, id, page.structure(), cutter, embeddings);
    }
    figures.accept(new Figure(NAME, "pages", "chunks", chunks, "chunks", Double.NaN));
    Judged own = new Judged();
    for (Map.Entry<UUID, Page> page : byId.entrySet()) {
      for (String question : page.getValue().questions()) {
        own.add(index.legs(question, embeddings.query(question), LIMIT), Set.of(page.getKey()));
      }
    }
    judge("pages' own questions", own, figures);
    Judged paraphrased = new Judged();
    for (String line : lines("paraphrases.tsv")) {
      String[] parts = line.split("\t", 2);
      Set<UUID> right =
          byId.entrySet().stream()
              .filter(page -> page.getValue().focus().equals(parts[0]))
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      paraphrased.add(index.legs(parts[1], embeddings.query(parts[1]), LIMIT), right);
    }
    judge("paraphrases", paraphrased, figures);
    floors(index, embeddings, own, paraphrased, figures);
  }

  private List<Page> chosen(List<Page> all) throws IOException {
    if (!quick) {
      return all;
    }
    Set<String> asked =
        lines("paraphrases.tsv").stream()
            .map(line -> line.split("\t", 2)[0])
            .collect(Collectors.toSet());
    List<Page> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (i % QUICK == 0 || asked.contains(all.get(i).focus())) {
        chosen.add(all.get(i));
      }
    }
    return chosen;
  }

  private static long add(
      EvaluatedIndex index,
      UUID id,
      Structure structure,
      ChunkCutter cutter,
      KeptEmbeddings embeddings)
      throws SQLException {
    List<Chunk> chunks = cutter.cut(structure);
    List<float[]> vectors =
        chunks.stream().map(chunk -> embeddings.passage(chunk.embedded())).toList();
    index.add(id, structure, chunks, vectors);
    return chunks.size();
  }

  private void floors(
      EvaluatedIndex index,
      KeptEmbeddings embeddings,
      Judged own,
      Judged paraphrased,
      Consumer<Figure> figures)
      throws IOException {
    Judged foreign = new Judged();
    for (JsonNode paper : papers()) {
      String question = paper.path("QUESTION").asText();
      foreign.add(index.legs(question, embeddings.query(question), LIMIT), Set.of());
    }
    Judged offTopic = new Judged();
    for (String question : lines("off-topic.txt")) {
      offTopic.add(index.legs(question, embeddings.query(question), LIMIT), Set.of());
    }
    for (double floor : FLOORS) {
      Map<String, Judged> sets = new LinkedHashMap<>();
      sets.put("own questions kept", own);
      sets.put("paraphrases kept", paraphrased);
      sets.put("other corpus matched", foreign);
      sets.put("off topic matched", offTopic);
      sets.forEach(
          (metric, judged) ->
              figures.accept(
                  new Figure(
                      NAME, "floor " + floor, metric, judged.matched(floor), "share", Double.NaN)));
    }
  }

  private void abstracts(
      EvaluatedIndex index, ChunkCutter cutter, KeptEmbeddings embeddings, Consumer<Figure> figures)
      throws IOException, SQLException {
    Map<UUID, String> questions = new LinkedHashMap<>();
    for (JsonNode paper : papers()) {
      List<Block> blocks = new ArrayList<>();
      paper
          .path("CONTEXTS")
          .forEach(text -> blocks.add(new Block(Block.Kind.PARAGRAPH, 0, 0, text.asText())));
      UUID id = UUID.nameUUIDFromBytes(paper.toString().getBytes(StandardCharsets.UTF_8));
      questions.put(id, paper.path("QUESTION").asText());
      add(index, id, Structure.of("", blocks), cutter, embeddings);
    }
    Judged judged = new Judged();
    questions.forEach(
        (id, question) ->
            judged.add(index.legs(question, embeddings.query(question), LIMIT), Set.of(id)));
    judge("questions of abstracts", judged, figures);
  }

  private Iterable<JsonNode> papers() throws IOException {
    return new ObjectMapper().readTree(data.resolve("retrieval/pubmedqa_dev500.json").toFile());
  }

  private static void judge(String set, Judged judged, Consumer<Figure> figures) {
    Map<String, Double> dense = judged.under(new Ranking(-1, 1, 0, PER_DOCUMENT, 1));
    figures.accept(new Figure(NAME, set, "questions", judged.size(), "questions", Double.NaN));
    report(set, "dense", dense, dense, figures);
    report(set, "lexical", judged.lexical(), dense, figures);
    for (double weight : WEIGHTS) {
      Ranking hybrid = new Ranking(-1, 1, weight, PER_DOCUMENT, 1);
      report(set, "hybrid " + weight, judged.under(hybrid), dense, figures);
    }
  }

  /** The bound of every figure is the dense leg's own. */
  private static void report(
      String set,
      String how,
      Map<String, Double> measures,
      Map<String, Double> dense,
      Consumer<Figure> figures) {
    measures.forEach(
        (measure, value) ->
            figures.accept(
                new Figure(
                    NAME, set, how + " " + measure, value, "", dense.getOrDefault(measure, 0.0))));
  }

  static List<String> lines(String resource) throws IOException {
    try (InputStream in = RetrievalQualityBench.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("missing resource " + resource);
      }
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      if (new HashSet<>(lines).size() < lines.size()) {
        throw new IllegalStateException(resource + " says something twice");
      }
      return lines;
    }
  }
}
