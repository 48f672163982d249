package dev.postern.toolbox.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {
  private static final Instant BUILT = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path folder;
  private Path jar = Path.of("");
  private Path cache = Path.of("");

  @BeforeEach
  void build() throws IOException {
    jar = made("quarkus-run.jar", BUILT);
    cache = folder.resolve("start.aot");
  }

  @Test
  void theFirstRunOfABuildLearnsWhereThatIsWanted() {
    assertEquals(List.of("-XX:AOTCacheOutput=" + cache), new StartCache(jar).options(true));
    assertEquals(List.of(), new StartCache(jar).options(false));
  }

  @Test
  void laterRunsUseWhatWasLearned() throws IOException {
    made("start.aot", BUILT.plusSeconds(60));
    assertEquals(List.of("-XX:AOTCache=" + cache), new StartCache(jar).options(true));
    assertEquals(List.of("-XX:AOTCache=" + cache), new StartCache(jar).options(false));
  }

  @Test
  void whatAnEarlierBuildLearnedIsNotUsed() throws IOException {
    made("start.aot", BUILT.minusSeconds(60));
    assertEquals(List.of("-XX:AOTCacheOutput=" + cache), new StartCache(jar).options(true));
    assertEquals(List.of(), new StartCache(jar).options(false));
  }

  private Path made(String name, Instant at) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "");
    Files.setLastModifiedTime(file, FileTime.from(at));
    return file;
  }
}
