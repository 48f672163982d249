package dev.postern.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The bound of the audit bench: the same bytes by binary COPY and one durable commit a batch, with
 * nothing around it.
 */
final class RawCopy {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };

  /** Rows a second, and how long one batch took to be durable. */
  record Rate(double rowsPerSecond, Percentiles batch) {}

  private final Connection connection;

  RawCopy(Connection connection) {
    this.connection = connection;
  }

  /** Copies batches of {@code batch} rows of these columns for the time given. */
  Rate measure(byte[][] columns, int batch, Duration time) throws SQLException, IOException {
    connection.setAutoCommit(false);
    createTable(columns.length);
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    List<Long> nanos = new ArrayList<>();
    long rows = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      long before = System.nanoTime();
      byte[] bytes = encode(columns, batch, rows);
      copy.copyIn(
          "COPY raw_copy FROM STDIN (FORMAT binary)", new java.io.ByteArrayInputStream(bytes));
      connection.commit();
      nanos.add(System.nanoTime() - before);
      rows += batch;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Rate(rows / seconds, Percentiles.ofNanos(nanos));
  }

  private void createTable(int columns) throws SQLException {
    StringBuilder ddl = new StringBuilder("CREATE TABLE raw_copy (idx bigint PRIMARY KEY");
    for (int i = 0; i < columns; i++) {
      ddl.append(", c").append(i).append(" bytea NOT NULL");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS raw_copy");
      statement.execute("SET synchronous_commit = on");
      statement.execute(ddl.append(')').toString());
    }
    connection.commit();
  }

  private static byte[] encode(byte[][] columns, int batch, long first) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(SIGNATURE);
    out.writeInt(0);
    out.writeInt(0);
    for (int row = 0; row < batch; row++) {
      out.writeShort(columns.length + 1);
      out.writeInt(Long.BYTES);
      out.writeLong(first + row);
      for (byte[] column : columns) {
        out.writeInt(column.length);
        out.write(column);
      }
    }
    out.writeShort(-1);
    return bytes.toByteArray();
  }
}
