package dev.postern.bench.retrieval;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.indexer.ingest.Chunk;
import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.DocumentType;
import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.Job;
import dev.postern.indexer.ingest.Structure;
import dev.postern.indexer.pgvector.PassageSearch;
import dev.postern.indexer.pgvector.PgVector;
import dev.postern.indexer.search.Legs;
import dev.postern.indexer.search.Query;
import dev.postern.indexer.search.Ranking;
import dev.postern.indexer.search.Reader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Documents that one reader may see, stored and searched by the indexer's own classes. */
final class EvaluatedIndex {

  private static final String DETECTOR = "none";
  private static final Reader READER = new Reader("evaluation", "reader", Set.of());

  private final IndexDatabase database;
  private final PgVector chunks;
  private final PassageSearch search;

  EvaluatedIndex(IndexDatabase database) {
    this.database = database;
    ObjectMapper json = new ObjectMapper();
    this.chunks = new PgVector(database.connections(), json, UUID::randomUUID);
    this.search = new PassageSearch(database.connections(), json, DETECTOR, 1_000_000);
  }

  /** Stores a document under this id. */
  void add(UUID document, Structure structure, List<Chunk> cut, List<float[]> vectors)
      throws SQLException {
    UUID job = UUID.randomUUID();
    insert(document, job, cut.size());
    boolean stored =
        chunks.store(
            new Job(
                job,
                READER.tenant(),
                document,
                1,
                DocumentType.TEXT,
                1,
                "",
                "evaluation",
                Classification.PUBLIC,
                List.of(),
                READER.principals(),
                List.of(),
                Optional.empty()),
            structure,
            cut,
            vectors,
            new Findings(DETECTOR, List.of()),
            "none");
    if (!stored) {
      throw new IllegalStateException("a document of the evaluation was not stored");
    }
  }

  private void insert(UUID document, UUID job, int count) throws SQLException {
    try (Connection connection = database.connections().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                with d as (
                  insert into document (id, tenant, source, external_id, title, given_title,
                    classification, labels, acl, latest_version, current_version, chunk_count,
                    content_sha256, created_at, updated_at)
                  values (?, ?, 'evaluation', ?, '', '', 0, '{}', ?, 1, 1, ?, '', now(), now())
                  returning id)
                insert into ingest_job (id, tenant, document_id, version, document_type, state,
                  attempts, failures, deaths, interruptions, held, not_before, content_sha256,
                  content_bytes, created_at)
                select ?, ?, d.id, 1, 'TEXT', 'queued', 1, 0, 0, 0, true, now(), '', 1, now() from d
                """)) {
      insert.setObject(1, document);
      insert.setString(2, READER.tenant());
      insert.setString(3, document.toString());
      insert.setArray(4, connection.createArrayOf("varchar", READER.principals().toArray()));
      insert.setInt(5, count);
      insert.setObject(6, job);
      insert.setString(7, READER.tenant());
      insert.executeUpdate();
    }
  }

  /** What both legs find, for any number of rankings afterwards. */
  Legs legs(String question, float[] vector, int limit) {
    Ranking both = new Ranking(-1, 1, 1, 1, 1);
    Query query = new Query(question, limit, Classification.PUBLIC, null);
    return search.explain(READER, query, vector, both).legs();
  }
}
