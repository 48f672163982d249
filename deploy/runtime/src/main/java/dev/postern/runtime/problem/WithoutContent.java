package dev.postern.runtime.problem;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Describes an exception for a log by class and frames. Messages are left out: those of parsers,
 * drivers and SDKs quote what they were given.
 */
public final class WithoutContent {

  private static final int FRAMES = 15;
  private static final int CAUSES = 5;

  private WithoutContent() {}

  /** One line per cause: class, then its innermost frames. */
  public static String describe(Throwable thrown) {
    StringJoiner text = new StringJoiner("; caused by ");
    @Nullable Throwable cause = thrown;
    for (int i = 0; cause != null && i < CAUSES; i++) {
      StringJoiner frames = new StringJoiner(" < ", cause.getClass().getName() + " at ", "");
      StackTraceElement[] stack = cause.getStackTrace();
      for (int f = 0; f < Math.min(FRAMES, stack.length); f++) {
        frames.add(stack[f].toString());
      }
      text.add(frames.toString());
      cause = cause.getCause();
    }
    return text.toString();
  }

  /** The same exception without any message, for a log handler that prints exceptions itself. */
  public static Throwable redacted(Throwable thrown) {
    return new Redacted(thrown, 0);
  }

  private static final class Redacted extends Throwable {

    private static final long serialVersionUID = 1L;

    private final String type;

    Redacted(Throwable original, int depth) {
      super(null, causeOf(original, depth), false, true);
      this.type = original.getClass().getName();
      setStackTrace(original.getStackTrace());
    }

    private static @Nullable Throwable causeOf(Throwable original, int depth) {
      @Nullable Throwable cause = original.getCause();
      return cause == null || depth >= CAUSES ? null : new Redacted(cause, depth + 1);
    }

    @Override
    public String toString() {
      return type;
    }
  }
}
