package dev.postern.indexer.pgvector;

import java.sql.SQLException;

/** The database did not do it. The server's message may hold values, so only its state is kept. */
public final class DatabaseFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatabaseFailed(SQLException cause) {
    super("database failed, SQLSTATE " + cause.getSQLState());
    setStackTrace(cause.getStackTrace());
  }
}
