package dev.postern.indexer.pgvector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.indexer.ingest.Chunk;
import dev.postern.indexer.ingest.ChunkIndex;
import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.Job;
import dev.postern.indexer.ingest.Structure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Stores chunks, what a search reads beside them, and findings: bulk load by binary COPY. */
public final class PgVector implements ChunkIndex {

  private static final int COPY_BUFFER = 4 << 20;

  private final Transactions transactions;
  private final ObjectMapper json;
  private final Supplier<UUID> ids;

  public PgVector(DataSource database, ObjectMapper json, Supplier<UUID> ids) {
    this.transactions = new Transactions(database);
    this.json = json;
    this.ids = ids;
  }

  @Override
  public boolean store(
      Job job,
      Structure structure,
      List<Chunk> chunks,
      List<float[]> vectors,
      Findings findings,
      String draft) {
    return transactions.call(
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
    Lexemes lexemes = new Lexemes(connection, job);
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      UUID id = ids.get();
      rows.row(10).uuid(id).text(job.tenant()).uuid(job.document()).integer(job.version());
      rows.integer(chunk.ordinal()).integer(chunk.page()).text(chunk.section());
      rows.integer(chunk.start()).integer(chunk.end()).halfvec(vectors.get(i));
      Findings inside = findings.within(chunk);
      found.row(3).uuid(id).text(inside.detector()).jsonb(spans(inside));
      lexemes.add(id, chunk);
      if (rows.size() > COPY_BUFFER) {
        copy(connection, rows, found);
        lexemes.store();
        rows = new CopyRows();
        found = new CopyRows();
      }
    }
    copy(connection, rows, found);
    lexemes.store();
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
}
