package dev.postern.indexer.pgvector;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgVectorVersionTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.8.4", "0.8.6", "0.8.10", "0.9", "1.0.0"})
  void recentVersionsAreTaken(String version) {
    assertTrue(PgVectorVersion.isRecent(version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.8.3", "0.8", "0.7.4", ""})
  void olderVersionsAreRefused(String version) {
    assertFalse(PgVectorVersion.isRecent(version));
  }
}
