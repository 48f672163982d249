package dev.postern.runtime.logging;

import dev.postern.runtime.problem.WithoutContent;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Takes the message out of every exception that anybody logs; class and frames stay. */
@LoggingFilter(name = "content-free")
public final class ContentFree implements Filter {

  @Override
  public boolean isLoggable(LogRecord record) {
    @Nullable Throwable thrown = record.getThrown();
    if (thrown != null) {
      record.setThrown(WithoutContent.redacted(thrown));
    }
    return true;
  }
}
