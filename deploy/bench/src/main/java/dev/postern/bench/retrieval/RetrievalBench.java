package dev.postern.bench.retrieval;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pgvector.PGhalfvec;
import dev.postern.bench.Benchmark;
import dev.postern.bench.Figure;
import dev.postern.bench.Percentiles;
import dev.postern.indexer.embedding.BgeModel;
import dev.postern.indexer.embedding.BgeTokenizer;
import dev.postern.indexer.ingest.ChunkCutter;
import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.pgvector.PassageSearch;
import dev.postern.indexer.search.Passage;
import dev.postern.indexer.search.Query;
import dev.postern.indexer.search.Ranking;
import dev.postern.indexer.search.Reader;
import dev.postern.toolbox.postgres.PostgreSQL;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The search under rights, from one document in ten thousand visible to all of them: how many of
 * the true ten nearest it finds, whether it ever comes back short, and how long it takes, beside an
 * unfiltered probe of the same graph and a scan of everything visible.
 */
public final class RetrievalBench implements Benchmark {

  private static final String NAME = "retrieval";
  private static final double[] SHARES = {0.0001, 0.001, 0.01, 0.1, 0.5, 1.0};
  private static final int CHUNK_TOKENS = 256;
  private static final int LIMIT = 10;
  private static final int QUESTIONS = 100;
  private static final int WARM_UP = 10;
  private static final int EXACT_UP_TO = 30_000; // as the indexer's default
  private static final long SEED = 20261122;
  private static final double LOAD_WANTED = 50_000; // without the graph

  private final Path checkout;
  private final Path home;
  private final PostgreSQL postgres;
  private final boolean large;

  /**
   * @param home where embeddings are kept between runs
   * @param large a million chunks too
   */
  public RetrievalBench(Path checkout, Path home, PostgreSQL postgres, boolean large) {
    this.checkout = checkout;
    this.home = home;
    this.postgres = postgres;
    this.large = large;
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
    List<float[]> real = realVectors();
    for (int chunks : large ? new int[] {100_000, 1_000_000} : new int[] {100_000}) {
      try (IndexDatabase database = IndexDatabase.make(postgres)) {
        PerturbedIndex index = new PerturbedIndex(database, real, SHARES);
        String scenario = String.format(Locale.ROOT, "%,d chunks", chunks);
        double load = index.fill(chunks);
        figures.accept(new Figure(NAME, scenario, "COPY", load, "chunks/s", LOAD_WANTED));
        new Measured(database, index, scenario, figures).all();
      }
    }
  }

  /** Every chunk of the demo hospital's public pages, embedded once. */
  private List<float[]> realVectors() throws IOException, OrtException {
    try (BgeTokenizer tokenizer = new BgeTokenizer(home.resolve("run/bench-libraries"));
        BgeModel model = new BgeModel(tokenizer);
        KeptEmbeddings embeddings = new KeptEmbeddings(model, home.resolve("real-embeddings"))) {
      ChunkCutter cutter = new ChunkCutter(tokenizer, CHUNK_TOKENS);
      return MedQuad.read(checkout.resolve("deploy/demo/documents/nih")).stream()
          .flatMap(page -> cutter.cut(page.structure()).stream())
          .map(chunk -> embeddings.passage(chunk.embedded()))
          .toList();
    }
  }

  /** One size of index. */
  private static final class Measured {
    private final IndexDatabase database;
    private final String scenario;
    private final Consumer<Figure> figures;
    private final PassageSearch search;
    private final List<float[]> questions = new ArrayList<>();

    Measured(
        IndexDatabase database, PerturbedIndex index, String scenario, Consumer<Figure> figures) {
      this.database = database;
      this.scenario = scenario;
      this.figures = figures;
      this.search =
          new PassageSearch(database.connections(), new ObjectMapper(), "none", EXACT_UP_TO);
      Random random = new Random(SEED);
      for (int i = 0; i < WARM_UP + QUESTIONS; i++) {
        questions.add(index.question(random));
      }
    }

    void all() throws SQLException {
      double probe = unfiltered();
      for (int share = 0; share < SHARES.length; share++) {
        visible(share, probe);
      }
    }

    /** p95 of a probe of the graph by nobody in particular. */
    private double unfiltered() throws SQLException {
      List<Long> nanos = new ArrayList<>();
      try (Connection connection = database.connections().getConnection();
          PreparedStatement probe =
              connection.prepareStatement(
                  "select id from chunk order by embedding <=> ? limit " + LIMIT)) {
        connection.createStatement().execute("set hnsw.ef_search = 200");
        for (int i = 0; i < questions.size(); i++) {
          long before = System.nanoTime();
          probe.setObject(1, new PGhalfvec(questions.get(i)));
          ids(probe);
          if (i >= WARM_UP) {
            nanos.add(System.nanoTime() - before);
          }
        }
      }
      Percentiles took = Percentiles.ofNanos(nanos);
      figure("unfiltered probe, p95", took.at(0.95), "ms", Double.NaN);
      return took.at(0.95);
    }

    private void visible(int share, double probe) throws SQLException {
      Reader reader =
          new Reader(PerturbedIndex.TENANT, "nobody", Set.of(PerturbedIndex.group(share)));
      Query query = new Query("anything", LIMIT, Classification.PUBLIC, null);
      Ranking dense = new Ranking(-1, 1, 0, Integer.MAX_VALUE, 1);
      List<Long> nanos = new ArrayList<>();
      long found = 0;
      long existing = 0;
      int missing = 0;
      for (int i = 0; i < questions.size(); i++) {
        long before = System.nanoTime();
        List<Passage> passages = search.best(reader, query, questions.get(i), dense);
        long took = System.nanoTime() - before;
        if (i >= WARM_UP) {
          nanos.add(took);
          Set<UUID> nearest = nearest(reader, questions.get(i));
          Set<UUID> came = passages.stream().map(Passage::ref).collect(Collectors.toSet());
          existing += nearest.size();
          found += nearest.stream().filter(came::contains).count();
          missing += nearest.size() - passages.size();
        }
      }
      String at = String.format(Locale.ROOT, "%s%% visible, ", SHARES[share] * 100);
      Percentiles took = Percentiles.ofNanos(nanos);
      figure(at + "recall@10", found / (double) existing, "", 1);
      figure(at + "short by", missing, "passages", Double.NaN);
      figure(at + "p50", took.median(), "ms", probe);
      figure(at + "p95", took.at(0.95), "ms", probe);
    }

    /** The truth: everything visible, compared one by one. */
    private Set<UUID> nearest(Reader reader, float[] vector) throws SQLException {
      String sql =
          """
          select c.id from chunk c join document d on d.id = c.document_id
          where d.acl && ? order by (c.embedding <=> ?) + 0 limit
          """
              + LIMIT;
      try (Connection connection = database.connections().getConnection();
          PreparedStatement all = connection.prepareStatement(sql)) {
        all.setArray(1, connection.createArrayOf("varchar", reader.principals().toArray()));
        all.setObject(2, new PGhalfvec(vector));
        return ids(all);
      }
    }

    private static Set<UUID> ids(PreparedStatement statement) throws SQLException {
      Set<UUID> ids = new HashSet<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          ids.add(row.getObject(1, UUID.class));
        }
      }
      return ids;
    }

    private void figure(String metric, double value, String unit, double bound) {
      figures.accept(new Figure(NAME, scenario, metric, value, unit, bound));
    }
  }
}
