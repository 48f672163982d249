package dev.postern.parser;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What may be told of an exception: its classes and frames. Its message may hold content. */
final class Failure {

  private static final int FRAMES = 12;
  private static final int CAUSES = 5;

  private Failure() {}

  /**
   * First line: exception classes, outermost first, joined by {@code " < "}; then the frames. A
   * malformed clinical document says its line and path before them.
   */
  static String describe(Throwable thrown) {
    StringJoiner classes = new StringJoiner(" < ");
    Throwable innermost = thrown;
    @Nullable Throwable cause = thrown;
    for (int i = 0; cause != null && i < CAUSES; i++) {
      classes.add(cause.getClass().getName());
      innermost = cause;
      cause = cause.getCause();
    }
    StringBuilder described = new StringBuilder(classes.toString());
    if (innermost instanceof Malformed malformed) {
      described.append('\n').append(malformed.where());
    }
    StackTraceElement[] frames = innermost.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      described.append('\n').append(frames[i].getClassName()).append('.');
      described.append(frames[i].getMethodName()).append(':').append(frames[i].getLineNumber());
    }
    return described.toString();
  }
}
