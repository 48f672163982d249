package dev.postern.audit.service.sequencer;

import java.sql.SQLException;

/** The store did not answer; what it did is not known. */
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * With the cause, of which only class and SQLSTATE are told: drivers quote what they were given.
   */
  public StoreFailure(Throwable cause) {
    super("the log's store does not answer (" + kind(cause) + ")", cause);
  }

  private static String kind(Throwable cause) {
    var type = cause.getClass().getSimpleName();
    return cause instanceof SQLException sql && sql.getSQLState() != null
        ? type + " " + sql.getSQLState()
        : type;
  }
}
