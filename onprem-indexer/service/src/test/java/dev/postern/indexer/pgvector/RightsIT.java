package dev.postern.indexer.pgvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.ingest.IdentifierFinder.Findings;
import dev.postern.indexer.ingest.IdentifierFinder.Span;
import dev.postern.indexer.ingest.Rights;
import dev.postern.indexer.search.Explanation;
import dev.postern.indexer.search.Passage;
import dev.postern.indexer.search.Query;
import dev.postern.indexer.search.Ranking;
import dev.postern.indexer.search.Reader;
import java.nio.FloatBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The search against a brute-force model of who may see what. */
class RightsIT extends RightsModel {

  @Test
  void neitherOneSnippetTooManyNorTooFew() {
    Random random = new Random(SEED + 1);
    PassageSearch exact = search(1_000_000);
    for (int round = 0; round < 150; round++) {
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
      List<Passage> found = exact.best(reader, query, vector, dense(-1));
      assertEquals(
          Set.copyOf(expected),
          found.stream().map(Passage::text).collect(Collectors.toSet()),
          "round " + round + " of seed " + SEED);
    }
  }

  @Test
  void theGraphShowsNothingMoreAndIsNeverShort() {
    Random random = new Random(SEED + 2);
    PassageSearch graph = search(0);
    for (int round = 0; round < 150; round++) {
      Reader reader = reader(random);
      Query query = query(random);
      Set<String> visible =
          ALL.stream()
              .filter(s -> visible(s, reader, query))
              .map(Stored::text)
              .collect(Collectors.toSet());
      Set<String> found =
          graph.best(reader, query, vector(random), dense(-1)).stream()
              .map(Passage::text)
              .collect(Collectors.toSet());
      assertTrue(visible.containsAll(found), "round " + round + " of seed " + SEED);
      assertEquals(Math.min(query.limit(), visible.size()), found.size(), "round " + round);
    }
  }

  @Test
  void theLexicalLegIsUnderTheSameRightsAndBothTogetherAreNeverShort() {
    Random random = new Random(SEED + 4);
    Ranking hybrid = new Ranking(-1, 1, 1000, 1, 1);
    for (int round = 0; round < 150; round++) {
      Reader reader = reader(random);
      Query any = query(random);
      String text = random.nextBoolean() ? "passage of a corpus" : "number " + random.nextInt(120);
      Query query = new Query(text, any.limit(), any.classificationsMax(), any.sources());
      Set<String> visible =
          ALL.stream()
              .filter(s -> visible(s, reader, query))
              .map(Stored::text)
              .collect(Collectors.toSet());
      PassageSearch search = search(random.nextBoolean() ? 1_000_000 : 0);
      Set<String> found =
          search.best(reader, query, vector(random), hybrid).stream()
              .map(Passage::text)
              .collect(Collectors.toSet());
      assertTrue(visible.containsAll(found), "round " + round + " of seed " + SEED);
      assertEquals(Math.min(query.limit(), visible.size()), found.size(), "round " + round);
      String named = "Passage " + text + " of the corpus.";
      if (visible.contains(named)) {
        assertTrue(found.contains(named), "the passage with that rare word is found, " + round);
      }
    }
  }

  @Test
  void noTextComesOutThatIsNotTheReadersWhateverAStatementForgot() throws SQLException {
    Random random = new Random(SEED + 5);
    try (Connection connection = asService.getConnection()) {
      connection.setAutoCommit(false);
      for (int round = 0; round < 50; round++) {
        Reader reader = reader(random);
        Query all = new Query("q", 1, Classification.RESTRICTED, null);
        Set<String> expected =
            ALL.stream()
                .filter(s -> visible(s, reader, all))
                .map(Stored::text)
                .collect(Collectors.toSet());
        assertEquals(expected, everyText(connection, reader), "round " + round);
        connection.commit();
      }
    }
  }

  /** All that a search's transaction could read if nothing but the backstop held it. */
  private static Set<String> everyText(Connection connection, Reader reader) throws SQLException {
    Visible visible = new Visible(reader, new Query("q", 1, Classification.PUBLIC, null));
    try (PreparedStatement open = connection.prepareStatement(SearchSql.OPEN)) {
      open.setString(1, reader.tenant());
      open.setArray(2, visible.principals(connection));
      open.setString(3, "");
      open.setString(4, "q");
      open.executeQuery();
    }
    Set<String> texts = new HashSet<>();
    try (ResultSet row =
        connection.createStatement().executeQuery("select body from document_text")) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }

  @Test
  void anExplanationCountsEveryDocumentOfTheTenantOnce() {
    Random random = new Random(SEED + 6);
    for (int round = 0; round < 50; round++) {
      Reader reader = reader(random);
      Query query = query(random);
      Explanation why = search(1_000_000).explain(reader, query, vector(random), dense(-1));
      List<Stored> theirs = ALL.stream().filter(s -> s.tenant().equals(reader.tenant())).toList();
      long searched = theirs.stream().filter(s -> visible(s, reader, query)).count();
      Explanation.Excluded counts = why.excluded();
      assertEquals(theirs.size(), counts.documents());
      assertEquals(searched, counts.searched());
      assertEquals(theirs.stream().filter(s -> !s.current()).count(), counts.notIndexed());
      assertEquals(
          counts.documents(),
          counts.notIndexed()
              + counts.classification()
              + counts.source()
              + counts.rights()
              + counts.searched());
      assertEquals(searched, why.legs().visible());
    }
  }

  @Test
  void aRevokedRightWorksOnTheNextQuery() throws SQLException {
    Reader reader = new Reader("st-revoked", "ada", Set.of("oncology"));
    Random random = new Random(SEED + 3);
    PassageSearch vectors = search(1_000_000);
    Stored kept =
        put(
            new Stored(
                "st-revoked",
                new Rights(List.of(), List.of("oncology")),
                Classification.PUBLIC,
                "nih",
                true,
                "A passage that is revoked.",
                FloatBuffer.wrap(vector(random))));
    Query query = new Query("q", 5, Classification.PUBLIC, null);
    List<Passage> found = vectors.best(reader, query, kept.vector(), dense(-1));
    assertEquals(1, found.size());
    Set<UUID> earlier = Set.of(found.getFirst().document(), UUID.randomUUID());
    assertEquals(Set.of(found.getFirst().document()), readable(vectors, reader, query, earlier));
    Reader elsewhere = new Reader("st-elsewhere", "ada", reader.groups());
    assertEquals(Set.of(), readable(vectors, elsewhere, query, earlier));
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update document set acl = array['g:cardiology']::varchar[] where tenant = ?")) {
      update.setString(1, "st-revoked");
      update.executeUpdate();
    }
    assertEquals(0, vectors.best(reader, query, kept.vector(), dense(-1)).size());
    assertEquals(Set.of(), readable(vectors, reader, query, earlier));
  }

  private static Set<UUID> readable(
      PassageSearch search, Reader reader, Query query, Set<UUID> documents) {
    return search.search(reader, query, new float[384], dense(0.99), documents).readable();
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
    for (PassageSearch vectors : List.of(search(1_000_000), search(0))) {
      assertEquals(List.of(), vectors.best(reader, query, theirs.vector(), dense(-1)));
      assertEquals(
          List.of("About the patient."),
          vectors.best(reader, query.widenedFor("handle-1"), theirs.vector(), dense(-1)).stream()
              .map(Passage::text)
              .toList());
      assertEquals(
          List.of(),
          vectors.best(reader, query.widenedFor("handle-2"), theirs.vector(), dense(-1)));
    }
  }

  private static Stored of(String tenant, String text) throws SQLException {
    Rights rights = new Rights(List.of(), List.of("oncology"));
    FloatBuffer vector = FloatBuffer.wrap(vector(new Random(SEED + text.hashCode())));
    return put(new Stored(tenant, rights, Classification.PUBLIC, "nih", true, text, vector));
  }

  @Test
  void quotesAndFindingsAreCutAtCodePoints() throws SQLException {
    PassageSearch vectors = search(1_000_000);
    Stored kept =
        put(
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
            .best(
                new Reader("st-emoji", "ada", Set.of()),
                new Query("q", 1, Classification.PUBLIC, null),
                kept.vector(),
                dense(0.99))
            .getFirst();
    assertEquals(kept.text(), found.text());
    assertEquals(new Findings(DETECTOR, List.of(new Span(2, 15, "PERSON", 0.9))), found.findings());
    assertEquals(1.0, found.score(), 1e-3);
  }
}
