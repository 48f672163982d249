package dev.postern.indexer.pgvector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pgvector.PGhalfvec;
import dev.postern.indexer.ingest.Chunk;
import dev.postern.indexer.ingest.ChunkIndex;
import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.IdentifierFinder.Span;
import dev.postern.indexer.ingest.Job;
import dev.postern.indexer.ingest.Structure;
import dev.postern.indexer.search.Passage;
import dev.postern.indexer.search.PassageIndex;
import dev.postern.indexer.search.Query;
import dev.postern.indexer.search.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The one class of hand-written SQL: bulk load by binary COPY, and a search of two shapes. Few
 * visible chunks are compared exactly; many by HNSW, which is asked again exactly should it come
 * back with fewer rows than there are. Rights are inside both.
 */
public final class PgVector implements ChunkIndex, PassageIndex {

  private static final int COPY_BUFFER = 4 << 20;

  /** A prepared plan would not know how many rows are visible and take HNSW for a handful. */
  private static final String PLANNING =
      "set local plan_cache_mode = force_custom_plan; set local jit = off";

  private static final String GRAPH_ONLY =
      PLANNING
          + "; set local enable_sort = off; set local enable_seqscan = off"
          + "; set local enable_bitmapscan = off; set local hnsw.iterative_scan = relaxed_order"
          + "; set local hnsw.ef_search = 200; set local hnsw.max_scan_tuples = 40000";

  /** Adding 0 keeps the planner from walking the graph, which filters after the fact. */
  private static final String EXACT =
      """
      with visible as materialized (
        select d.id, d.current_version from document d where %s)
      select c.id, c.document_id, c.version, c.page, c.section, c.start_offset, c.end_offset,
             (c.embedding <=> ?) + 0 as distance
      from visible v join chunk c on c.document_id = v.id and c.version = v.current_version
      order by distance, c.id limit ?
      """;

  private static final String GRAPH =
      """
      select c.id, c.document_id, c.version, c.page, c.section, c.start_offset, c.end_offset,
             c.embedding <=> ? as distance
      from chunk c
      where exists (select from document d
                    where d.id = c.document_id and d.current_version = c.version and %s)
      order by c.embedding <=> ? limit ?
      """;

  private static final String WITH_TEXT =
      """
      with best as materialized (%s)
      select b.*, t.title, d.classification, d.labels, d.source, f.spans,
             substring(t.body from b.start_offset + 1 for b.end_offset - b.start_offset) as passage
      from best b
      join document d on d.id = b.document_id
      join document_text t on t.document_id = b.document_id and t.version = b.version
      left join chunk_finding f on f.chunk_id = b.id and f.detector = ?
      order by b.distance, b.id
      """;

  private final DataSource database;
  private final ObjectMapper json;
  private final Supplier<UUID> ids;
  private final String detector;
  private final int exactUpTo;

  /**
   * @param detector whose findings a search returns
   * @param exactUpTo visible chunks that are still compared one by one
   */
  public PgVector(
      DataSource database, ObjectMapper json, Supplier<UUID> ids, String detector, int exactUpTo) {
    this.database = database;
    this.json = json;
    this.ids = ids;
    this.detector = detector;
    this.exactUpTo = exactUpTo;
  }

  @Override
  public List<Passage> nearest(Reader reader, Query query, float[] vector, double floor) {
    return inTransaction(
        connection -> {
          Visible visible = new Visible(reader, query);
          long count = visibleChunks(connection, visible);
          if (count == 0) {
            return List.of();
          }
          if (count > exactUpTo) {
            List<Passage> near = graph(connection, visible, vector);
            if (near.size() >= query.limit()) {
              return above(floor, near);
            }
          }
          return above(floor, exact(connection, visible, vector));
        });
  }

  private static List<Passage> above(double floor, List<Passage> passages) {
    return passages.stream().filter(passage -> passage.score() >= floor).toList();
  }

  /** Counts no further than the router needs to know. */
  private long visibleChunks(Connection connection, Visible visible) throws SQLException {
    String sql =
        "select coalesce(sum(n), 0) from (select d.chunk_count n from document d where "
            + visible.sql()
            + " limit ?) v";
    run(connection, PLANNING);
    try (PreparedStatement count = connection.prepareStatement(sql)) {
      count.setInt(visible.bind(count, 1), exactUpTo + 1);
      try (ResultSet rows = count.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private List<Passage> exact(Connection connection, Visible visible, float[] vector)
      throws SQLException {
    String sql = WITH_TEXT.formatted(EXACT.formatted(visible.sql()));
    try (PreparedStatement search = connection.prepareStatement(sql)) {
      int at = visible.bind(search, 1);
      search.setObject(at++, new PGhalfvec(vector));
      search.setInt(at++, visible.query().limit());
      search.setString(at, detector);
      return passages(search);
    }
  }

  private List<Passage> graph(Connection connection, Visible visible, float[] vector)
      throws SQLException {
    run(connection, "savepoint exact; " + GRAPH_ONLY);
    String sql = WITH_TEXT.formatted(GRAPH.formatted(visible.sql()));
    try (PreparedStatement search = connection.prepareStatement(sql)) {
      search.setObject(1, new PGhalfvec(vector));
      int at = visible.bind(search, 2);
      search.setObject(at++, new PGhalfvec(vector));
      search.setInt(at++, visible.query().limit());
      search.setString(at, detector);
      return passages(search);
    } finally {
      run(connection, "rollback to savepoint exact"); // the exact search needs its sort again
    }
  }

  private List<Passage> passages(PreparedStatement search) throws SQLException {
    List<Passage> passages = new ArrayList<>();
    try (ResultSet row = search.executeQuery()) {
      while (row.next()) {
        passages.add(
            new Passage(
                row.getObject("id", UUID.class),
                row.getObject("document_id", UUID.class),
                row.getString("title"),
                row.getInt("page"),
                row.getString("section"),
                row.getString("passage"),
                Classification.values()[row.getInt("classification")],
                Arrays.asList((String[]) row.getArray("labels").getArray()),
                row.getString("source"),
                findings(row.getString("spans")),
                1 - row.getDouble("distance")));
      }
    }
    return passages;
  }

  private @Nullable Findings findings(@Nullable String spans) {
    try {
      return spans == null
          ? null
          : new Findings(detector, List.of(json.readValue(spans, Span[].class)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored findings cannot be read", e);
    }
  }

  @Override
  public boolean store(
      Job job,
      Structure structure,
      List<Chunk> chunks,
      List<float[]> vectors,
      Findings findings,
      String draft) {
    return inTransaction(
        connection -> {
          if (!record(connection, job, draft)) {
            return false;
          }
          forget(connection, job);
          insertText(connection, job, structure);
          load(connection, job, chunks, vectors, findings);
          return true;
        });
  }

  /** The fence: only the worker whose attempt is the latest finds its row. */
  private static boolean record(Connection connection, Job job, String draft) throws SQLException {
    String sql =
        "update ingest_job set state = 'recorded', draft = ?"
            + " where id = ? and attempts = ? and state = 'queued'";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, draft);
      update.setObject(2, job.id());
      update.setInt(3, job.attempt());
      return update.executeUpdate() == 1;
    }
  }

  private static void forget(Connection connection, Job job) throws SQLException {
    for (String table : List.of("chunk", "document_text")) {
      String sql = "delete from " + table + " where document_id = ? and version = ?";
      try (PreparedStatement delete = connection.prepareStatement(sql)) {
        delete.setObject(1, job.document());
        delete.setInt(2, job.version());
        delete.executeUpdate();
      }
    }
  }

  private static void insertText(Connection connection, Job job, Structure structure)
      throws SQLException {
    String sql =
        "insert into document_text (document_id, version, title, body) values (?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setObject(1, job.document());
      insert.setInt(2, job.version());
      insert.setString(3, structure.title());
      insert.setString(4, structure.text());
      insert.executeUpdate();
    }
  }

  private void load(
      Connection connection, Job job, List<Chunk> chunks, List<float[]> vectors, Findings findings)
      throws SQLException {
    CopyRows rows = new CopyRows();
    CopyRows found = new CopyRows();
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      UUID id = ids.get();
      rows.row(10).uuid(id).text(job.tenant()).uuid(job.document()).integer(job.version());
      rows.integer(chunk.ordinal()).integer(chunk.page()).text(chunk.section());
      rows.integer(chunk.start()).integer(chunk.end()).halfvec(vectors.get(i));
      Findings inside = findings.within(chunk);
      found.row(3).uuid(id).text(inside.detector()).jsonb(spans(inside));
      if (rows.size() > COPY_BUFFER) {
        copy(connection, rows, found);
        rows = new CopyRows();
        found = new CopyRows();
      }
    }
    copy(connection, rows, found);
  }

  private String spans(Findings findings) {
    try {
      return json.writeValueAsString(findings.spans());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings cannot be written", e);
    }
  }

  private static void copy(Connection connection, CopyRows rows, CopyRows found)
      throws SQLException {
    PGConnection postgres = connection.unwrap(PGConnection.class);
    try {
      postgres
          .getCopyAPI()
          .copyIn(
              "copy chunk (id, tenant, document_id, version, ordinal, page, section, start_offset,"
                  + " end_offset, embedding) from stdin with (format binary)",
              new ByteArrayInputStream(rows.end()));
      postgres
          .getCopyAPI()
          .copyIn(
              "copy chunk_finding (chunk_id, detector, spans) from stdin with (format binary)",
              new ByteArrayInputStream(found.end()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
