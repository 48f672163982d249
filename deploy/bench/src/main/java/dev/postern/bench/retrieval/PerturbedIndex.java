package dev.postern.bench.retrieval;

import dev.postern.indexer.ingest.Embedder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Many documents of twenty chunks each, their vectors seeded perturbations {@code a + 0.35 (c - d)}
 * of real ones, normalised: near-equal chunks in numbers, which is hard for a graph. A document is
 * open to one group for each selectivity that it falls under.
 */
final class PerturbedIndex {

  static final int CHUNKS_PER_DOCUMENT = 20;
  static final String TENANT = "bench";
  private static final long SEED = 20261122;
  private static final int BATCH = 200;
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private final IndexDatabase database;
  private final List<float[]> real;
  private final double[] shares;

  /**
   * @param real vectors of real text
   * @param shares of the documents that the groups {@code share-0}, {@code share-1}, ... may see
   */
  PerturbedIndex(IndexDatabase database, List<float[]> real, double[] shares) {
    this.database = database;
    this.real = List.copyOf(real);
    this.shares = shares.clone();
  }

  /** The group that may see this share. */
  static String group(int share) {
    return "share-" + share;
  }

  /** Loads by COPY, then builds the graph; returns chunks a second of the load alone. */
  double fill(int chunks) throws SQLException, IOException {
    database.execute("drop index chunk_embedding");
    SplittableRandom random = new SplittableRandom(SEED);
    int documents = chunks / CHUNKS_PER_DOCUMENT;
    long started = System.nanoTime();
    try (Connection connection = database.connections().getConnection()) {
      connection.createStatement().execute("set session_replication_role = replica");
      for (int from = 0; from < documents; from += BATCH) {
        copy(connection, from, Math.min(documents, from + BATCH), documents, random);
      }
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    try (Connection connection = database.connections().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set maintenance_work_mem = '3GB'");
      statement.execute(
          "create index chunk_embedding on chunk using hnsw (embedding halfvec_cosine_ops)"
              + " with (m = 24, ef_construction = 128)");
      statement.execute("vacuum analyze");
    }
    return chunks / seconds;
  }

  private void copy(Connection connection, int from, int to, int documents, SplittableRandom random)
      throws SQLException, IOException {
    StringBuilder rows = new StringBuilder();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream chunks = new DataOutputStream(bytes);
    chunks.write(HEADER);
    for (int n = from; n < to; n++) {
      UUID document = new UUID(random.nextLong(), random.nextLong());
      rows.append(document).append("\t").append(groups(n, documents)).append("\n");
      float[] seed = real.get(random.nextInt(real.size()));
      for (int ordinal = 0; ordinal < CHUNKS_PER_DOCUMENT; ordinal++) {
        chunk(chunks, document, ordinal, perturbed(seed, random), random);
      }
    }
    chunks.writeShort(-1);
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    Statement statement = connection.createStatement();
    statement.execute("create temporary table if not exists fresh (id uuid, acl varchar[])");
    statement.execute("truncate fresh");
    copy.copyIn(
        "copy fresh from stdin",
        new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)));
    statement.execute(DOCUMENTS);
    statement.execute(TEXTS);
    copy.copyIn(
        "copy chunk (id, tenant, document_id, version, ordinal, page, section, start_offset,"
            + " end_offset, embedding) from stdin with (format binary)",
        new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static final String DOCUMENTS =
      """
      insert into document (id, tenant, source, external_id, title, given_title, classification,
          labels, acl, latest_version, current_version, chunk_count, content_sha256, created_at,
          updated_at)
        select id, 'bench', 'bench', id::text, '', '', 0, '{}', acl, 1, 1, 20, '', now(), now()
        from fresh
      """;

  private static final String TEXTS =
      """
      insert into document_text (document_id, version, title, body)
        select id, 1, 'A document', repeat('Twenty passages, each of this one sentence. ', 20)
        from fresh
      """;

  /** Every so-manieth document, so that each share is met to within one document. */
  private String groups(int n, int documents) {
    StringBuilder acl = new StringBuilder("{g:nobody");
    for (int i = 0; i < shares.length; i++) {
      long upTo = Math.round((n + 1) * shares[i]);
      boolean first = n == documents / 2; // the smallest share of a small index is one document
      if (upTo > Math.round(n * shares[i]) || first && shares[i] * documents < 1) {
        acl.append(",g:").append(group(i));
      }
    }
    return acl.append("}").toString();
  }

  private float[] perturbed(float[] seed, SplittableRandom random) {
    float[] one = real.get(random.nextInt(real.size()));
    float[] other = real.get(random.nextInt(real.size()));
    return normalised(seed, one, other);
  }

  /** A question that is near some of them: a real vector perturbed the same way. */
  float[] question(Random random) {
    float[] seed = real.get(random.nextInt(real.size()));
    float[] one = real.get(random.nextInt(real.size()));
    float[] other = real.get(random.nextInt(real.size()));
    return normalised(seed, one, other);
  }

  private static float[] normalised(float[] seed, float[] one, float[] other) {
    float[] vector = new float[Embedder.DIMENSIONS];
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = seed[i] + 0.35f * (one[i] - other[i]);
      sum += (double) vector[i] * vector[i];
    }
    float length = (float) Math.sqrt(sum);
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
    return vector;
  }

  private static void chunk(
      DataOutputStream out, UUID document, int ordinal, float[] vector, SplittableRandom random)
      throws IOException {
    out.writeShort(10);
    uuid(out, new UUID(random.nextLong(), random.nextLong()));
    text(out, TENANT);
    uuid(out, document);
    for (int value : new int[] {1, ordinal, 0}) {
      integer(out, value);
    }
    text(out, "");
    integer(out, ordinal * 44);
    integer(out, ordinal * 44 + 43);
    out.writeInt(4 + 2 * vector.length);
    out.writeShort(vector.length);
    out.writeShort(0);
    for (float component : vector) {
      out.writeShort(Float.floatToFloat16(component));
    }
  }

  private static void uuid(DataOutputStream out, UUID value) throws IOException {
    out.writeInt(16);
    out.writeLong(value.getMostSignificantBits());
    out.writeLong(value.getLeastSignificantBits());
  }

  private static void text(DataOutputStream out, String value) throws IOException {
    out.writeInt(value.length());
    out.writeBytes(value);
  }

  private static void integer(DataOutputStream out, int value) throws IOException {
    out.writeInt(4);
    out.writeInt(value);
  }
}
