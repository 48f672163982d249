package dev.postern.indexer.pgvector;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.pgvector.PGhalfvec;
import dev.postern.indexer.search.Explanation;
import dev.postern.indexer.search.Hit;
import dev.postern.indexer.search.Legs;
import dev.postern.indexer.search.Legs.Shape;
import dev.postern.indexer.search.PassageIndex;
import dev.postern.indexer.search.Query;
import dev.postern.indexer.search.Ranking;
import dev.postern.indexer.search.Ranking.Choice;
import dev.postern.indexer.search.Reader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The search, in one transaction. Few visible chunks are compared exactly; many by HNSW, which is
 * asked again exactly should it come back with fewer matches than were asked for. Rights are inside
 * both shapes, inside the lexical leg, and once more where the text is read.
 */
public final class PassageSearch implements PassageIndex {

  /** Longer questions are looked for by their longest words. */
  private static final int MOST_WORDS = 24;

  /** Chunks that the lexical leg ranks: with all words, and with any one of them. */
  private static final int CANDIDATES = 1000;

  /** What a word weighs in the passage (D) and in title and section (A), as ts_rank takes it. */
  private static final Float[] WORD_WEIGHTS = {0.5f, 0.5f, 0.5f, 1.0f};

  private final Transactions transactions;
  private final PassageText texts;
  private final int exactUpTo;

  /**
   * @param detector whose findings a search returns
   * @param exactUpTo visible chunks that are still compared one by one
   */
  public PassageSearch(DataSource database, ObjectMapper json, String detector, int exactUpTo) {
    this.transactions = new Transactions(database);
    this.texts = new PassageText(json, detector);
    this.exactUpTo = exactUpTo;
  }

  @Override
  public Found search(
      Reader reader, Query query, float[] vector, Ranking ranking, Set<UUID> documents) {
    Visible visible = new Visible(reader, query);
    return transactions.call(
        connection -> {
          Legs legs = legs(connection, visible, vector, ranking, open(connection, visible));
          Choice choice = ranking.choose(legs, query.limit());
          return new Found(
              texts.read(connection, visible, choice.selections()),
              readable(connection, visible, documents));
        });
  }

  @Override
  public Explanation explain(Reader reader, Query query, float[] vector, Ranking ranking) {
    Visible visible = new Visible(reader, query);
    return transactions.call(
        connection -> {
          List<String> words = open(connection, visible);
          Legs legs = legs(connection, visible, vector, ranking, words);
          Choice choice = ranking.choose(legs, query.limit());
          return new Explanation(legs, words.size(), choice.hits(), excluded(connection, visible));
        });
  }

  private static Set<UUID> readable(Connection connection, Visible visible, Set<UUID> documents)
      throws SQLException {
    Set<UUID> readable = new HashSet<>();
    if (documents.isEmpty()) {
      return readable;
    }
    String sql = SearchSql.READABLE.formatted(visible.sql());
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int at = visible.bind(select, 1);
      select.setArray(at, connection.createArrayOf("uuid", documents.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          readable.add(row.getObject(1, UUID.class));
        }
      }
    }
    return readable;
  }

  private Legs legs(
      Connection connection, Visible visible, float[] vector, Ranking ranking, List<String> words)
      throws SQLException {
    int depth = ranking.depth(visible.query().limit());
    Legs dense = dense(connection, visible, vector, ranking, depth);
    boolean lexical = ranking.lexicalWeight() > 0 && !words.isEmpty() && dense.visible() > 0;
    return lexical
        ? new Legs(
            dense.shape(),
            dense.visible(),
            dense.dense(),
            lexical(connection, visible, vector, words, depth))
        : dense;
  }

  /** The lexemes of the question. */
  private static List<String> open(Connection connection, Visible visible) throws SQLException {
    try (PreparedStatement open = connection.prepareStatement(SearchSql.OPEN)) {
      Query query = visible.query();
      open.setString(1, visible.reader().tenant());
      open.setArray(2, visible.principals(connection));
      String emergency = query.emergency();
      open.setString(3, emergency == null ? "" : emergency);
      open.setString(4, query.text());
      try (ResultSet row = open.executeQuery()) {
        row.next();
        String[] words = (String[]) row.getArray("words").getArray();
        return Arrays.stream(words)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .limit(MOST_WORDS)
            .toList();
      }
    }
  }

  private Legs dense(
      Connection connection, Visible visible, float[] vector, Ranking ranking, int depth)
      throws SQLException {
    List<Hit> hits = new ArrayList<>();
    long count = countAndCompare(connection, visible, vector, depth, hits);
    if (count <= exactUpTo) {
      return new Legs(count == 0 ? Shape.NOTHING : Shape.EXACT, count, hits, List.of());
    }
    List<Hit> near = graph(connection, visible, vector, depth);
    long matches = near.stream().filter(hit -> hit.cosine() >= ranking.floor()).count();
    return matches >= visible.query().limit()
        ? new Legs(Shape.GRAPH, count, near, List.of())
        : new Legs(
            Shape.GRAPH_THEN_EXACT, count, compare(connection, visible, vector, depth), List.of());
  }

  private long countAndCompare(
      Connection connection, Visible visible, float[] vector, int depth, List<Hit> hits)
      throws SQLException {
    String sql = SearchSql.COUNT_AND_COMPARE.formatted(visible.sql());
    try (PreparedStatement search = connection.prepareStatement(sql)) {
      int at = visible.bind(search, 1);
      search.setInt(at++, exactUpTo + 1);
      search.setObject(at++, new PGhalfvec(vector));
      search.setInt(at++, exactUpTo);
      search.setInt(at, depth);
      try (ResultSet row = search.executeQuery()) {
        long count = 0;
        while (row.next()) {
          count = row.getLong("chunks");
          if (row.getObject("id") != null) {
            hits.add(hit(row));
          }
        }
        return count;
      }
    }
  }

  private static List<Hit> compare(
      Connection connection, Visible visible, float[] vector, int depth) throws SQLException {
    Transactions.run(connection, SearchSql.ALL_OF_THEM);
    String sql = SearchSql.COMPARE.formatted(visible.sql());
    try (PreparedStatement search = connection.prepareStatement(sql)) {
      int at = visible.bind(search, 1);
      search.setObject(at++, new PGhalfvec(vector));
      search.setInt(at, depth);
      return hits(search);
    }
  }

  private static List<Hit> graph(Connection connection, Visible visible, float[] vector, int depth)
      throws SQLException {
    Transactions.run(connection, SearchSql.GRAPH_ONLY);
    String sql = SearchSql.GRAPH.formatted(visible.sql());
    try (PreparedStatement search = connection.prepareStatement(sql)) {
      search.setObject(1, new PGhalfvec(vector));
      int at = visible.bind(search, 2);
      search.setObject(at++, new PGhalfvec(vector));
      search.setInt(at, depth);
      return hits(search).stream()
          .sorted(Comparator.comparingDouble(Hit::cosine).reversed().thenComparing(Hit::chunk))
          .toList();
    } finally {
      Transactions.run(connection, "rollback to savepoint compare"); // the rest sorts again
    }
  }

  private static List<Hit> lexical(
      Connection connection, Visible visible, float[] vector, List<String> words, int depth)
      throws SQLException {
    String sql = SearchSql.LEXICAL.formatted(visible.sql());
    try (PreparedStatement search = connection.prepareStatement(sql)) {
      search.setArray(1, connection.createArrayOf("text", words.toArray()));
      search.setString(
          2, words.stream().map(PassageSearch::quoted).collect(Collectors.joining("&")));
      int at = visible.bind(search, 3);
      search.setInt(at++, CANDIDATES);
      at = visible.bind(search, at);
      search.setInt(at++, Math.max(depth, CANDIDATES / words.size()));
      search.setArray(at++, connection.createArrayOf("float4", WORD_WEIGHTS));
      search.setInt(at++, depth);
      search.setObject(at, new PGhalfvec(vector));
      return hits(search);
    }
  }

  private static String quoted(String word) {
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  private static List<Hit> hits(PreparedStatement search) throws SQLException {
    List<Hit> hits = new ArrayList<>();
    try (ResultSet row = search.executeQuery()) {
      while (row.next()) {
        hits.add(hit(row));
      }
    }
    return hits;
  }

  private static Hit hit(ResultSet row) throws SQLException {
    return new Hit(
        row.getObject("id", UUID.class),
        row.getObject("document_id", UUID.class),
        row.getInt("version"),
        row.getInt("ordinal"),
        row.getInt("page"),
        row.getString("section"),
        row.getInt("start_offset"),
        row.getInt("end_offset"),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        1 - row.getDouble("distance"),
        row.getDouble("lexical"));
  }

  private static Explanation.Excluded excluded(Connection connection, Visible visible)
      throws SQLException {
    String sql = SearchSql.EXCLUDED.formatted(visible.rights());
    try (PreparedStatement count = connection.prepareStatement(sql)) {
      int at = visible.bindForCount(count);
      count.setString(at, visible.reader().tenant());
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return new Explanation.Excluded(
            row.getLong("documents"),
            row.getLong("not_indexed"),
            row.getLong("classification"),
            row.getLong("source"),
            row.getLong("rights"),
            row.getLong("searched"));
      }
    }
  }
}
