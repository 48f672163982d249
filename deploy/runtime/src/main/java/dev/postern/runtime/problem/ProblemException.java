package dev.postern.runtime.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. Its texts reach the caller, so they are written by us. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final @Nullable String instance;
  private final @Nullable String detail;
  private final transient List<Problem.Reason> reasons;

  public ProblemException(ProblemCode code) {
    this(code, null, null, List.of());
  }

  public ProblemException(ProblemCode code, String detail) {
    this(code, null, detail, List.of());
  }

  /**
   * All there is to say.
   *
   * @param instance the question's id; null lets the mapper make one
   */
  public ProblemException(
      ProblemCode code,
      @Nullable String instance,
      @Nullable String detail,
      List<Problem.Reason> reasons) {
    super(code.code(), null, false, false);
    this.code = code;
    this.instance = instance;
    this.detail = detail;
    this.reasons = List.copyOf(reasons);
  }

  public ProblemCode code() {
    return code;
  }

  /** The document to send; {@code fallbackInstance} names the occurrence if nothing else does. */
  public Problem problem(String fallbackInstance) {
    return Problem.of(code, instance == null ? fallbackInstance : instance, detail, reasons);
  }
}
