package dev.postern.indexer.pgvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.postern.indexer.search.Passage;
import dev.postern.indexer.search.Query;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The search against a brute-force model of who may see what. */
class RightsIT {

  private static final long SEED = 20261122;
  private static final String DETECTOR = "test-detector";
  private static final List<String> TENANTS = List.of("st-aurelia", "st-other");
  private static final List<String> USERS = List.of("ada", "ben", "cardiology");
  private static final List<String> GROUPS = List.of("cardiology", "oncology", "all-staff", "ada");
  private static final List<String> SOURCES = List.of("letters", "nih");

  private record Stored(
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

  private static final List<Stored> ALL = new ArrayList<>();
  private static PGSimpleDataSource database;

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
    Random random = new Random(SEED);
    PgVector vectors = search(0);
    for (int i = 0; i < 120; i++) {
      store(vectors, random, i);
    }
  }

  @Test
  void neitherOneSnippetTooManyNorTooFew() {
    Random random = new Random(SEED + 1);
    PgVector exact = search(1_000_000);
    for (int round = 0; round < 300; round++) {
      Reader reader = reader(random);
      Query query = query(random);
      float[] vector = vector(random);
      List<String> expected =
          ALL.stream()
              .filter(s -> visible(s, reader, query))
              .sorted(
                  (a, b) -> Double.compare(cosine(b.vector(), vector), cosine(a.vector(), vector)))
              .limit(query.limit())
              .map(Stored::text)
              .toList();
      List<Passage> found = exact.nearest(reader, query, vector, -1);
      assertEquals(
          Set.copyOf(expected),
          found.stream().map(Passage::text).collect(Collectors.toSet()),
          "round " + round + " of seed " + SEED);
    }
  }

  @Test
  void theGraphShowsNothingMoreAndIsNeverShort() {
    Random random = new Random(SEED + 2);
    PgVector graph = search(0);
    for (int round = 0; round < 300; round++) {
      Reader reader = reader(random);
      Query query = query(random);
      Set<String> visible =
          ALL.stream()
              .filter(s -> visible(s, reader, query))
              .map(Stored::text)
              .collect(Collectors.toSet());
      Set<String> found =
          graph.nearest(reader, query, vector(random), -1).stream()
              .map(Passage::text)
              .collect(Collectors.toSet());
      assertTrue(visible.containsAll(found), "round " + round + " of seed " + SEED);
      assertEquals(Math.min(query.limit(), visible.size()), found.size(), "round " + round);
    }
  }

  @Test
  void aRevokedRightWorksOnTheNextQuery() throws SQLException {
    Reader reader = new Reader("st-revoked", "ada", Set.of("oncology"));
    Random random = new Random(SEED + 3);
    PgVector vectors = search(1_000_000);
    Stored kept =
        put(
            vectors,
            new Stored(
                "st-revoked",
                new Rights(List.of(), List.of("oncology")),
                Classification.PUBLIC,
                "nih",
                true,
                "A passage that is revoked.",
                FloatBuffer.wrap(vector(random))));
    Query query = new Query("q", 5, Classification.PUBLIC, null);
    assertEquals(1, vectors.nearest(reader, query, kept.vector(), -1).size());
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update document set acl = array['g:cardiology']::varchar[] where tenant = ?")) {
      update.setString(1, "st-revoked");
      update.executeUpdate();
    }
    assertEquals(0, vectors.nearest(reader, query, kept.vector(), -1).size());
  }

  @Test
  void anEmergencyShowsItsPatientsDocumentsOfTheTenantAndNoOthers() throws SQLException {
    Stored theirs = of("st-emergency", "About the patient.");
    of("st-emergency", "About somebody else.");
    of("st-elsewhere", "About a namesake elsewhere.");
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into document_subject select d.id, d.tenant, 'handle-1' from document d"
                    + " join document_text t on t.document_id = d.id"
                    + " where t.body in ('About the patient.', 'About a namesake elsewhere.')")) {
      connection.createStatement().execute("set session_replication_role = replica");
      assertEquals(2, insert.executeUpdate());
    }
    Reader reader = new Reader("st-emergency", "ada", Set.of("cardiology"));
    Query query = new Query("q", 5, Classification.PUBLIC, null);
    for (PgVector vectors : List.of(search(1_000_000), search(0))) {
      assertEquals(List.of(), vectors.nearest(reader, query, theirs.vector(), -1));
      assertEquals(
          List.of("About the patient."),
          vectors.nearest(reader, query.widenedFor("handle-1"), theirs.vector(), -1).stream()
              .map(Passage::text)
              .toList());
      assertEquals(
          List.of(), vectors.nearest(reader, query.widenedFor("handle-2"), theirs.vector(), -1));
    }
  }

  private static Stored of(String tenant, String text) throws SQLException {
    Rights rights = new Rights(List.of(), List.of("oncology"));
    FloatBuffer vector = FloatBuffer.wrap(vector(new Random(SEED + text.hashCode())));
    return put(
        search(1_000_000),
        new Stored(tenant, rights, Classification.PUBLIC, "nih", true, text, vector));
  }

  @Test
  void quotesAndFindingsAreCutAtCodePoints() throws SQLException {
    PgVector vectors = search(1_000_000);
    Stored kept =
        put(
            vectors,
            new Stored(
                "st-emoji",
                new Rights(List.of("ada"), List.of()),
                Classification.PUBLIC,
                "nih",
                true,
                "😀 Anna Kowalski takes losartan.",
                FloatBuffer.wrap(vector(new Random(SEED)))));
    Passage found =
        vectors
            .nearest(
                new Reader("st-emoji", "ada", Set.of()),
                new Query("q", 1, Classification.PUBLIC, null),
                kept.vector(),
                0.99)
            .getFirst();
    assertEquals(kept.text, found.text());
    assertEquals(new Findings(DETECTOR, List.of(new Span(2, 15, "PERSON", 0.9))), found.findings());
    assertEquals(1.0, found.score(), 1e-3);
  }

  private static PgVector search(int exactUpTo) {
    return new PgVector(database, new ObjectMapper(), Ids::next, DETECTOR, exactUpTo);
  }

  private static boolean visible(Stored stored, Reader reader, Query query) {
    Set<String> theirs = new HashSet<>(stored.rights.principals());
    theirs.retainAll(reader.principals());
    return stored.current
        && stored.tenant.equals(reader.tenant())
        && !theirs.isEmpty()
        && stored.classification.compareTo(query.classificationsMax()) <= 0
        && (query.sources() == null || query.sources().contains(stored.source));
  }

  private static Reader reader(Random random) {
    Set<String> groups =
        GROUPS.stream().filter(g -> random.nextInt(3) == 0).collect(Collectors.toSet());
    return new Reader(pick(random, TENANTS), pick(random, USERS), groups);
  }

  private static Query query(Random random) {
    @Nullable Set<String> sources = random.nextBoolean() ? null : Set.of(pick(random, SOURCES));
    return new Query(
        "q", 1 + random.nextInt(12), pick(random, List.of(Classification.values())), sources);
  }

  private static void store(PgVector vectors, Random random, int n) throws SQLException {
    List<String> users = random.nextInt(3) == 0 ? List.of(pick(random, USERS)) : List.of();
    List<String> groups =
        users.isEmpty() || random.nextBoolean() ? List.of(pick(random, GROUPS)) : List.of();
    ALL.add(
        put(
            vectors,
            new Stored(
                pick(random, TENANTS),
                new Rights(users, groups),
                pick(random, List.of(Classification.values())),
                pick(random, SOURCES),
                random.nextInt(6) > 0,
                "Passage number " + n + " of the corpus.",
                FloatBuffer.wrap(vector(random)))));
  }

  private static Stored put(PgVector vectors, Stored stored) throws SQLException {
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
    assertTrue(
        vectors.store(job, structure, List.of(chunk), List.of(stored.vector()), findings, "draft"));
    return stored;
  }

  private static void insert(Stored stored, UUID document, UUID job) throws SQLException {
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
                  content_bytes, created_at)
                values (?, ?, ?, 1, 'TEXT', 'queued', 1, 0, 0, 0, true, now(), '', 1, now())
                """)) {
      connection.createStatement().execute("set session_replication_role = replica");
      insert.setObject(1, document);
      insert.setString(2, stored.tenant);
      insert.setString(3, stored.source);
      insert.setString(4, document.toString());
      insert.setInt(5, stored.classification.ordinal());
      insert.setArray(
          6,
          connection.createArrayOf("varchar", stored.rights.principals().toArray(String[]::new)));
      insert.setObject(7, stored.current ? 1 : null, java.sql.Types.INTEGER);
      insert.setObject(8, job);
      insert.setString(9, stored.tenant);
      insert.setObject(10, document);
      insert.executeUpdate();
    }
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static float[] vector(Random random) {
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

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Float.float16ToFloat(Float.floatToFloat16(a[i])) * b[i];
    }
    return sum;
  }
}
