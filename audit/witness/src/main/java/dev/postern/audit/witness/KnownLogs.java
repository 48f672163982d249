package dev.postern.audit.witness;

import dev.postern.audit.log.NoteKey;
import dev.postern.audit.log.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The logs that a witness was told of: a policy file (C2SP tlog-policy) with a {@code log} line for
 * each version of each log's key. It is read at each request, so that a log is added by a line.
 */
public final class KnownLogs {
  private final Path file;

  /** The logs in a file. */
  public KnownLogs(Path file) {
    this.file = file;
  }

  /** The keys of a log, one for each version; none when the witness does not know it. */
  List<NoteKey> keys(String origin) throws IOException {
    return read().logs().stream().filter(key -> key.name().equals(origin)).toList();
  }

  /** Reads the file. */
  TrustPolicy read() throws IOException {
    try {
      return TrustPolicy.parse(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no policy file: " + e.getMessage(), e);
    }
  }
}
