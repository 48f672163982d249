package dev.postern.indexer.pgvector;

import dev.postern.indexer.ingest.Chunk;
import dev.postern.indexer.ingest.Job;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the lexical leg of a search reads of a document's chunks. */
final class Lexemes {

  private static final String INSERT =
      """
      insert into chunk_lexeme (chunk_id, document_id, version, lexemes)
        select c.id, ?, ?,
               setweight(to_tsvector('english', c.context), 'A') || to_tsvector('english', c.body)
        from unnest(?::uuid[], ?::text[], ?::text[]) as c (id, context, body)
      """;

  private final Connection connection;
  private final Job job;
  private final List<UUID> ids = new ArrayList<>();
  private final List<String> contexts = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();

  Lexemes(Connection connection, Job job) {
    this.connection = connection;
    this.job = job;
  }

  void add(UUID id, Chunk chunk) {
    ids.add(id);
    contexts.add(chunk.context());
    bodies.add(chunk.text());
  }

  /** Stores those added since the last time; their chunks have to be there. */
  void store() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setObject(1, job.document());
      insert.setInt(2, job.version());
      insert.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
      insert.setArray(4, connection.createArrayOf("text", contexts.toArray()));
      insert.setArray(5, connection.createArrayOf("text", bodies.toArray()));
      insert.executeUpdate();
    }
    ids.clear();
    contexts.clear();
    bodies.clear();
  }
}
