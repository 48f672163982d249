package dev.postern.indexer.pgvector;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.indexer.ingest.Block;
import dev.postern.indexer.ingest.Chunk;
import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.DocumentType;
import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.IdentifierFinder.Span;
import dev.postern.indexer.ingest.Job;
import dev.postern.indexer.ingest.Rights;
import dev.postern.indexer.ingest.Structure;
import dev.postern.indexer.search.Query;
import dev.postern.indexer.search.Ranking;
import dev.postern.indexer.search.Reader;
import dev.postern.indexer.wiring.IndexerMain;
import dev.postern.runtime.boot.Migration;
import dev.postern.runtime.ids.Ids;
import dev.postern.toolbox.RealParts;
import java.nio.FloatBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.postgresql.ds.PGSimpleDataSource;

/** Documents, readers and queries at random, and a brute-force model of who may see what. */
abstract class RightsModel {

  static final long SEED = 20261122;
  static final String DETECTOR = "test-detector";
  static final List<String> TENANTS = List.of("st-aurelia", "st-other");
  static final List<String> USERS = List.of("ada", "ben", "cardiology");
  static final List<String> GROUPS = List.of("cardiology", "oncology", "all-staff", "ada");
  static final List<String> SOURCES = List.of("letters", "nih");

  /** A document of one passage. */
  record Stored(
      String tenant,
      Rights rights,
      Classification classification,
      String source,
      boolean current,
      String text,
      FloatBuffer buffer) {
    float[] vector() {
      return buffer.array();
    }
  }

  static final List<Stored> ALL = new ArrayList<>();
  static PGSimpleDataSource database;
  static PGSimpleDataSource asService;

  @BeforeAll
  static void fill() throws SQLException {
    RealParts parts = RealParts.shared();
    String name = parts.postgres().scratch("index");
    database = parts.postgres().database(name);
    Migration.beside(IndexerMain.class)
        .apply(
            parts.postgres().jdbcUrl(name),
            String.valueOf(database.getUser()),
            String.valueOf(database.getPassword()));
    asService = parts.postgres().database(name, name, "of-this-test");
    try (Connection connection = database.getConnection()) {
      connection
          .createStatement()
          .execute("create role " + name + " login password 'of-this-test' in role index_app");
    }
    Random random = new Random(SEED);
    for (int i = 0; i < 120; i++) {
      store(random, i);
    }
  }

  @AfterAll
  static void dropLogin() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.createStatement().execute("drop role " + asService.getUser());
    }
  }

  static PassageSearch search(int exactUpTo) {
    return new PassageSearch(asService, new ObjectMapper(), DETECTOR, exactUpTo);
  }

  /** Nothing but the order of the vectors. */
  static Ranking dense(double floor) {
    return new Ranking(floor, 1, 0, 1000, 1);
  }

  static boolean visible(Stored stored, Reader reader, Query query) {
    Set<String> theirs = new HashSet<>(stored.rights.principals());
    theirs.retainAll(reader.principals());
    return stored.current
        && stored.tenant.equals(reader.tenant())
        && !theirs.isEmpty()
        && stored.classification.compareTo(query.classificationsMax()) <= 0
        && (query.sources() == null || query.sources().contains(stored.source));
  }

  static Reader reader(Random random) {
    Set<String> groups =
        GROUPS.stream().filter(g -> random.nextInt(3) == 0).collect(Collectors.toSet());
    return new Reader(pick(random, TENANTS), pick(random, USERS), groups);
  }

  static Query query(Random random) {
    @Nullable Set<String> sources = random.nextBoolean() ? null : Set.of(pick(random, SOURCES));
    return new Query(
        "q", 1 + random.nextInt(12), pick(random, List.of(Classification.values())), sources);
  }

  static void store(Random random, int n) throws SQLException {
    List<String> users = random.nextInt(3) == 0 ? List.of(pick(random, USERS)) : List.of();
    List<String> groups =
        users.isEmpty() || random.nextBoolean() ? List.of(pick(random, GROUPS)) : List.of();
    ALL.add(
        put(
            new Stored(
                pick(random, TENANTS),
                new Rights(users, groups),
                pick(random, List.of(Classification.values())),
                pick(random, SOURCES),
                random.nextInt(6) > 0,
                "Passage number " + n + " of the corpus.",
                FloatBuffer.wrap(vector(random)))));
  }

  static Stored put(Stored stored) throws SQLException {
    UUID document = Ids.next();
    UUID jobId = Ids.next();
    insert(stored, document, jobId);
    Job job =
        new Job(
            jobId,
            stored.tenant,
            document,
            1,
            DocumentType.TEXT,
            1,
            "",
            stored.source,
            stored.classification,
            List.of(),
            stored.rights.principals(),
            List.of(),
            Optional.empty());
    Structure structure =
        Structure.of("T", List.of(new Block(Block.Kind.PARAGRAPH, 0, 0, stored.text)));
    Chunk chunk =
        new Chunk(
            0, 0, "", 0, stored.text.codePointCount(0, stored.text.length()), stored.text, "");
    Findings findings = new Findings(DETECTOR, List.of(new Span(2, 15, "PERSON", 0.9)));
    PgVector chunks = new PgVector(database, new ObjectMapper(), Ids::next);
    assertTrue(
        chunks.store(job, structure, List.of(chunk), List.of(stored.vector()), findings, "draft"));
    return stored;
  }

  static void insert(Stored stored, UUID document, UUID job) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                with d as (
                  insert into document (id, tenant, source, external_id, title, given_title,
                    classification, labels, acl, latest_version, current_version, chunk_count,
                    content_sha256, created_at, updated_at)
                  values (?, ?, ?, ?, 'T', '', ?, '{}', ?, 1, ?, 1, '', now(), now()))
                insert into ingest_job (id, tenant, document_id, version, document_type, state,
                  attempts, failures, deaths, interruptions, held, not_before, content_sha256,
                  content_bytes, created_at, classification, labels, acl, subjects)
                values (?, ?, ?, 1, 'TEXT', 'queued', 1, 0, 0, 0, true, now(), '', 1, now(), ?,
                  '{}', ?, '{}')
                """)) {
      connection.createStatement().execute("set session_replication_role = replica");
      insert.setObject(1, document);
      insert.setString(2, stored.tenant);
      insert.setString(3, stored.source);
      insert.setString(4, document.toString());
      insert.setInt(5, stored.classification.ordinal());
      var acl =
          connection.createArrayOf("varchar", stored.rights.principals().toArray(String[]::new));
      insert.setArray(6, acl);
      insert.setObject(7, stored.current ? 1 : null, java.sql.Types.INTEGER);
      insert.setObject(8, job);
      insert.setString(9, stored.tenant);
      insert.setObject(10, document);
      insert.setInt(11, stored.classification.ordinal());
      insert.setArray(12, acl);
      insert.executeUpdate();
    }
  }

  static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  static float[] vector(Random random) {
    float[] vector = new float[384];
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
      sum += vector[i] * vector[i];
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(sum);
    }
    return vector;
  }

  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Float.float16ToFloat(Float.floatToFloat16(a[i])) * b[i];
    }
    return sum;
  }
}
