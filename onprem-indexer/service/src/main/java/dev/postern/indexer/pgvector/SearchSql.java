package dev.postern.indexer.pgvector;

/** The statements of a search. {@code %s} is always {@link Visible}'s predicate. */
final class SearchSql {

  private SearchSql() {}

  /**
   * Binds the transaction: how to plan, whose search it is (the backstop on {@code document_text}
   * reads that), and the question's lexemes. A prepared plan would not know how many rows are
   * visible and take the graph for a handful; and a planner that may hash reads the whole chunk
   * table, vectors and all, for the tenth of it that is visible.
   */
  static final String OPEN =
      """
      select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true),
             set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
             set_config('enable_seqscan', 'off', true),
             set_config('postern.tenant', ?, true), set_config('postern.principals', ?::varchar[]::text, true),
             set_config('postern.emergency', ?, true), tsvector_to_array(to_tsvector('english', ?)) as words
      """;

  private static final String COLUMNS =
      "c.id, c.document_id, c.version, c.ordinal, c.page, c.section, c.start_offset, c.end_offset";

  /**
   * Counts the visible chunks, no further than the router needs to know, and, where there are few,
   * compares them all. Adding 0 keeps the planner from walking the graph, which filters after the
   * fact.
   */
  static final String COUNT_AND_COMPARE =
      """
      with visible as materialized (
        select d.id, d.current_version, d.chunk_count, d.updated_at from document d where %s limit ?),
      size as materialized (select coalesce(sum(chunk_count), 0) as chunks from visible)
      select s.chunks, n.*
      from size s left join lateral (
        select """
          + " "
          + COLUMNS
          + """
      , v.updated_at, (c.embedding <=> ?) + 0 as distance, 0::float8 as lexical
        from visible v join chunk c on c.document_id = v.id and c.version = v.current_version
        where s.chunks <= ?
        order by distance, c.id limit ?) n on true
      order by n.distance, n.id
      """;

  static final String ALL_OF_THEM = "set local enable_hashjoin = on; set local enable_seqscan = on";

  /** Compares all visible chunks, however many. */
  static final String COMPARE =
      """
      with visible as materialized (
        select d.id, d.current_version, d.updated_at from document d where %s)
      select """
          + " "
          + COLUMNS
          + """
      , v.updated_at, (c.embedding <=> ?) + 0 as distance, 0::float8 as lexical
      from visible v join chunk c on c.document_id = v.id and c.version = v.current_version
      order by distance, c.id limit ?
      """;

  static final String GRAPH_ONLY =
      "savepoint compare; set local enable_sort = off; set local enable_seqscan = off"
          + "; set local enable_bitmapscan = off; set local hnsw.iterative_scan = relaxed_order"
          + "; set local hnsw.ef_search = 200; set local hnsw.max_scan_tuples = 40000";

  /** Relaxed order is nearly that of the distance; the outer sort makes it so. */
  static final String GRAPH =
      """
      with near as materialized (
        select c.id, c.embedding <=> ? as distance from chunk c
        where exists (select from document d
                      where d.id = c.document_id and d.current_version = c.version and %s)
        order by c.embedding <=> ? limit ?)
      select """
          + " "
          + COLUMNS
          + """
      , d.updated_at, n.distance, 0::float8 as lexical
      from near n join chunk c on c.id = n.id join document d on d.id = c.document_id
      """;

  /**
   * The lexical leg. Candidates are chunks with all words and, of each word, so many chunks: a rare
   * word keeps all of its own, a common one cannot make the rest of the query dear. A word weighs
   * by how rare it is among them (BM25's idf) and by how often it stands in the chunk (ts_rank,
   * which saturates as BM25's frequency does).
   */
  static final String LEXICAL =
      """
      with word as (select w, (quote_literal(w))::tsquery as q from unnest(?::text[]) w),
      candidate as materialized (
        (select l.chunk_id from chunk_lexeme l join document d
           on d.id = l.document_id and d.current_version = l.version
         where l.lexemes @@ ?::tsquery and %1$s limit ?)
        union
        select each.chunk_id from word cross join lateral (
          select l.chunk_id from chunk_lexeme l join document d
            on d.id = l.document_id and d.current_version = l.version
          where l.lexemes @@ word.q and %1$s limit ?) each),
      part as materialized (
        select l.chunk_id, word.w, ts_rank(?::real[], l.lexemes, word.q) as frequency
        from candidate join chunk_lexeme l using (chunk_id) join word on l.lexemes @@ word.q),
      weight as (
        select w, ln(1 + ((select count(*) from candidate) - count(*) + 0.5) / (count(*) + 0.5)) as idf
        from part group by w),
      scored as (
        select chunk_id, sum(idf * frequency) as lexical from part join weight using (w)
        group by chunk_id order by lexical desc, chunk_id limit ?)
      select """
          + " "
          + COLUMNS
          + """
      , d.updated_at, c.embedding <=> ? as distance, s.lexical
      from scored s join chunk c on c.id = s.chunk_id join document d on d.id = c.document_id
      order by s.lexical desc, c.id
      """;

  /**
   * The text of what was chosen and the findings in each of its chunks, one row a chunk; the rights
   * once more, for they may have been taken since.
   */
  static final String TEXT =
      """
      select p.passage, p.chunk, t.title, d.classification, d.labels, d.source, f.spans,
             substring(t.body from p.first + 1 for p.after - p.first) as body
      from unnest(?::int[], ?::uuid[], ?::uuid[], ?::int[], ?::int[], ?::int[])
             as p (passage, chunk, document, version, first, after)
      join document d on d.id = p.document and d.current_version = p.version and %s
      join document_text t on t.document_id = p.document and t.version = p.version
      left join chunk_finding f on f.chunk_id = p.chunk and f.detector = ?
      order by p.passage
      """;

  /** Documents behind earlier turns that the same rights still open. */
  static final String READABLE = "select d.id from document d where %s and d.id = any(?)";

  /** Every document of the tenant by the first reason that keeps it out. */
  static final String EXCLUDED =
      """
      select count(*) as documents,
             count(*) filter (where reason = 1) as not_indexed,
             count(*) filter (where reason = 2) as classification,
             count(*) filter (where reason = 3) as source,
             count(*) filter (where reason = 4) as rights,
             count(*) filter (where reason = 5) as searched
      from (select case when d.current_version is null then 1
                        when d.classification > ? then 2
                        when not (d.source = any(coalesce(?::varchar[], array[d.source]))) then 3
                        when not (%s) then 4 else 5 end as reason
            from document d where d.tenant = ?) r
      """;
}
