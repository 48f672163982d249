package dev.postern.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Many chunks made of few: seeded perturbations {@code a + 0.35 (c - d)} of the embeddings that are
 * indexed already, so that the graph is as hard as a real one. One document in ten is readable by
 * everyone, the others by groups that nobody is in.
 */
final class Corpus {

  private static final int CHUNKS_PER_DOCUMENT = 20;
  private static final int ONE_READABLE_IN = 10;

  private final DataSource index;

  Corpus(DataSource index) {
    this.index = index;
  }

  /** Grows the index to at least this many chunks; does nothing where it is as large. */
  void growTo(int chunks) throws SQLException {
    try (Connection connection = index.getConnection();
        Statement statement = connection.createStatement()) {
      long have = count(statement);
      if (have >= chunks) {
        return;
      }
      connection.setAutoCommit(false);
      int documents = (int) ((chunks - have + CHUNKS_PER_DOCUMENT - 1) / CHUNKS_PER_DOCUMENT);
      statement.execute("select setseed(0.20261122)");
      statement.execute(DOCUMENTS.formatted(documents, ONE_READABLE_IN, CHUNKS_PER_DOCUMENT));
      statement.execute(TEXTS);
      statement.execute("drop index chunk_embedding");
      statement.execute(CHUNKS.formatted(CHUNKS_PER_DOCUMENT));
      statement.execute(FINDINGS);
      statement.execute(LEXEMES);
      statement.execute("set maintenance_work_mem = '1GB'");
      statement.execute(
          "create index chunk_embedding on chunk using hnsw (embedding halfvec_cosine_ops)"
              + " with (m = 24, ef_construction = 128)");
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("analyze");
    }
  }

  private static long count(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("select count(*) from chunk")) {
      result.next();
      return result.getLong(1);
    }
  }

  private static final String DOCUMENTS =
      """
      create temporary table grown on commit drop as
        select gen_random_uuid() as id, n, s.id as seed, s.version
        from generate_series(1, %1$d) n
        cross join lateral (
          select d.id, d.current_version as version from document d
          where d.current_version is not null and d.source <> 'bench' and n = n
          order by random() limit 1) s;
      insert into document (id, tenant, source, external_id, title, given_title, classification,
          labels, acl, latest_version, current_version, chunk_count, content_sha256, created_at, updated_at)
        select g.id, d.tenant, 'bench', g.id::text, d.title, d.given_title, 0, '{}',
          case when g.n %% %2$d = 0 then d.acl else array['group:bench-' || g.n %% 97] end,
          1, 1, %3$d, g.id::text, now(), now()
        from grown g join document d on d.id = g.seed
      """;

  private static final String TEXTS =
      """
      insert into document_text (document_id, version, title, body)
        select g.id, 1, t.title, t.body
        from grown g join document_text t on t.document_id = g.seed and t.version = g.version
      """;

  private static final String CHUNKS =
      """
      with seed as materialized (
        select c.*, row_number() over () - 1 as r, count(*) over () as total from chunk c),
      own as materialized (
        select s.*, row_number() over (partition by document_id order by ordinal) - 1 as k,
          count(*) over (partition by document_id) as in_document from seed s)
      insert into chunk (id, tenant, document_id, version, ordinal, page, section, start_offset, end_offset, embedding)
        select gen_random_uuid(), a.tenant, g.id, 1, o, a.page, a.section, a.start_offset, a.end_offset,
          a.embedding + array_fill(0.35::real, array[384])::halfvec * (c.embedding - d.embedding)
        from grown g
        cross join generate_series(0, %1$d - 1) o
        join own a on a.document_id = g.seed and a.k = o %% a.in_document
        join seed c on c.r = (g.n * 7919 + o * 104729) %% c.total
        join seed d on d.r = (g.n * 15485863::bigint + o * 32452843::bigint) %% d.total
      """;

  private static final String FINDINGS =
      """
      insert into chunk_finding (chunk_id, detector, spans)
        select c.id, f.detector, f.spans
        from chunk c
        join grown g on g.id = c.document_id
        join chunk s on s.document_id = g.seed and s.start_offset = c.start_offset and s.version = g.version
        join chunk_finding f on f.chunk_id = s.id
        on conflict do nothing
      """;

  private static final String LEXEMES =
      """
      insert into chunk_lexeme (chunk_id, document_id, version, lexemes)
        select c.id, c.document_id, c.version, l.lexemes
        from chunk c
        join grown g on g.id = c.document_id
        join chunk s on s.document_id = g.seed and s.start_offset = c.start_offset and s.version = g.version
        join chunk_lexeme l on l.chunk_id = s.id
        on conflict do nothing
      """;
}
