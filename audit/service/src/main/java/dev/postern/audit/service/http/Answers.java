package dev.postern.audit.service.http;

import dev.postern.audit.entry.InvalidEntry.Fault;
import dev.postern.audit.json.Json;
import dev.postern.audit.service.sequencer.AppendResult.Reason;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;

/** The problems a caller of the log hears. */
final class Answers {
  private Answers() {}

  static ProblemException refused(Reason reason) {
    return switch (reason) {
      case OTHER_BYTES ->
          new ProblemException(
              ProblemCode.CONFLICT, "The log holds another entry under one of the ids.");
      case NO_SUCH_INTENT ->
          new ProblemException(
              ProblemCode.UNPROCESSABLE, "A closing entry refers to no intent of its question.");
      case ALREADY_CLOSED ->
          new ProblemException(ProblemCode.CONFLICT, "The intent has its closing entry.");
      case OVERLOADED -> new ProblemException(ProblemCode.OVERLOADED);
      case UNSIGNED ->
          new ProblemException(
              ProblemCode.SECRETS_UNAVAILABLE,
              "Intents are refused: checkpoints have not been signed for too long.");
      case LOG_ROLLED_BACK -> new ProblemException(ProblemCode.LOG_ROLLED_BACK);
      case UNAVAILABLE -> new ProblemException(ProblemCode.AUDIT_UNAVAILABLE);
    };
  }

  static ProblemException unfit(Fault fault, String sentence) {
    var code =
        switch (fault) {
          case MALFORMED -> ProblemCode.INVALID_REQUEST;
          case NOT_CANONICAL, UNACCEPTABLE -> ProblemCode.UNPROCESSABLE;
          case TOO_LARGE -> ProblemCode.TOO_LARGE;
        };
    return new ProblemException(code, sentence + ".");
  }

  static ProblemException invalid(String sentence) {
    return new ProblemException(ProblemCode.INVALID_REQUEST, sentence);
  }

  static ProblemException notFound() {
    return new ProblemException(ProblemCode.NOT_FOUND);
  }

  static ProblemException notYetSigned() {
    return new ProblemException(
        ProblemCode.SECRETS_UNAVAILABLE, "No signed checkpoint covers this entry yet.");
  }

  static ProblemException notRecorded() {
    return new ProblemException(
        ProblemCode.AUDIT_UNAVAILABLE, "Nothing is shown that cannot be recorded.");
  }

  /** Reads a request body. */
  static Json body(byte[] body) {
    try {
      return Json.parse(body);
    } catch (IllegalArgumentException e) {
      throw invalid("The body is not well-formed JSON.");
    }
  }
}
