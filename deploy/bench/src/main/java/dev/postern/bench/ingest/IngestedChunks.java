package dev.postern.bench.ingest;

import ai.onnxruntime.OrtException;
import dev.postern.deid.Detector;
import dev.postern.deid.model.OnnxModel;
import dev.postern.indexer.embedding.BgeModel;
import dev.postern.indexer.embedding.BgeTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * What an ingestion made.
 *
 * @param chunks as they were embedded, title and section in front
 * @param texts of the documents, as identifiers were looked for in them
 * @param seconds from the first that was queued to the last that was done
 */
record IngestedChunks(List<String> chunks, List<String> texts, double seconds) {

  private static final int WARM_UP = 40;

  private static final String CHUNKS =
      "select t.title || ' > ' || c.section || E'\\n' || substring(t.body from c.start_offset + 1"
          + " for c.end_offset - c.start_offset) from document d"
          + " join document_text t on t.document_id = d.id join chunk c on c.document_id = d.id"
          + " where d.source = ?";
  private static final String TEXTS =
      "select t.body from document d join document_text t on t.document_id = d.id"
          + " where d.source = ?";
  private static final String SECONDS =
      "select extract(epoch from max(j.finished_at) - min(j.created_at))::text"
          + " from ingest_job j join document d on d.id = j.document_id where d.source = ?";

  IngestedChunks {
    chunks = List.copyOf(chunks);
    texts = List.copyOf(texts);
  }

  static IngestedChunks of(DataSource index, String source) throws SQLException {
    try (Connection connection = index.getConnection()) {
      return new IngestedChunks(
          column(connection, CHUNKS, source),
          column(connection, TEXTS, source),
          Double.parseDouble(column(connection, SECONDS, source).getFirst()));
    }
  }

  private static List<String> column(Connection connection, String sql, String source)
      throws SQLException {
    List<String> values = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, source);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          values.add(row.getString(1));
        }
      }
    }
    return values;
  }

  double perSecond() {
    return chunks.size() / seconds;
  }

  /** Chunks a second of embedder and detector alone over the same texts, on this thread, warm. */
  double bareModels(Path libraries) throws IOException, OrtException {
    try (BgeTokenizer tokenizer = new BgeTokenizer(libraries);
        BgeModel embedder = new BgeModel(tokenizer);
        OnnxModel identifiers = new OnnxModel(1)) {
      Detector detector = Detector.with(identifiers);
      chunks.stream().limit(WARM_UP).forEach(embedder::passage);
      texts.stream().limit(2).forEach(text -> detector.find(text, List.of()));
      long started = System.nanoTime();
      chunks.forEach(embedder::passage);
      texts.forEach(text -> detector.find(text, List.of()));
      return chunks.size() / ((System.nanoTime() - started) / 1e9);
    }
  }
}
