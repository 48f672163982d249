package dev.postern.runtime.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem document. {@code detail} and {@code reasons} are sentences we wrote: never
 * content, never an exception's message.
 *
 * @param instance the question's id, or the id of this occurrence
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String code,
    String instance,
    @Nullable String detail,
    List<Reason> reasons) {

  public static final String MEDIA_TYPE = "application/problem+json";

  /** Why policy withholds: the control's code, its sentence and its name. */
  public record Reason(String code, String message, @Nullable String control) {}

  public Problem {
    reasons = List.copyOf(reasons);
  }

  public static Problem of(
      ProblemCode code, String instance, @Nullable String detail, List<Reason> reasons) {
    return new Problem(
        code.type(), code.title(), code.status(), code.code(), instance, detail, reasons);
  }
}
