package dev.postern.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Nothing can be appended to the log as long as this is open; what is in it can be read. */
final class HeldLog implements AutoCloseable {
  private final Connection connection;

  private HeldLog(Connection connection) {
    this.connection = connection;
  }

  static HeldLog of(Hospital hospital) throws SQLException {
    HeldLog held = new HeldLog(hospital.postern().database("audit").getConnection());
    held.connection.setAutoCommit(false);
    try (Statement statement = held.connection.createStatement()) {
      statement.execute("LOCK TABLE head IN ACCESS EXCLUSIVE MODE");
    }
    return held;
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
