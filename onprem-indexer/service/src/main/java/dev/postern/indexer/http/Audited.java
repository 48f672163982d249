package dev.postern.indexer.http;

import dev.postern.indexer.ingest.AuditTrail.AuditTrailUnavailable;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;

/** Runs what must be in the log first; a log that does not answer is the caller's problem. */
final class Audited {

  private Audited() {}

  interface Work<T> {
    T run() throws AuditTrailUnavailable;
  }

  static <T> T call(Work<T> work) {
    try {
      return work.run();
    } catch (AuditTrailUnavailable e) {
      throw new ProblemException(
          e.code().equals(ProblemCode.LOG_ROLLED_BACK.code())
              ? ProblemCode.LOG_ROLLED_BACK
              : ProblemCode.AUDIT_UNAVAILABLE);
    }
  }
}
