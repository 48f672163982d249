package dev.postern.toolbox.services;

import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * The JDK's ahead-of-time cache of a service's classes (JEP 483, JEP 514), kept beside the build it
 * belongs to. It holds classes and method profiles, no data.
 *
 * @param jar the runnable jar of the service
 */
record StartCache(Path jar) {

  /**
   * What to add to the java command.
   *
   * @param learning whether a run without a cache writes one when it stops
   */
  List<String> options(boolean learning) {
    Path cache = jar.resolveSibling("start.aot");
    if (isOf(cache)) {
      return List.of("-XX:AOTCache=" + cache);
    }
    return learning ? List.of("-XX:AOTCacheOutput=" + cache) : List.of();
  }

  /** A cache older than its jar is of an earlier build. */
  private boolean isOf(Path cache) {
    try {
      return Files.exists(cache) && modified(cache).compareTo(modified(jar)) > 0;
    } catch (IOException e) {
      throw new ToolboxException("cannot read " + cache, e);
    }
  }

  private static FileTime modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file);
  }
}
