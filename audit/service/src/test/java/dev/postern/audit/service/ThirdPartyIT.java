package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What docs/compliance/verify-the-log.md tells reviewers to type, typed: against a log that the
 * real sequencer wrote, Vault signed and a witness cosigned, and against tampered copies of it.
 */
class ThirdPartyIT {
  @TempDir static Path home;
  private static HandedLog honest;

  @BeforeAll
  static void write() throws Exception {
    honest = HandedLog.write(home);
  }

  @AfterAll
  static void forget() {
    HandedLog.forget();
  }

  @ParameterizedTest
  @EnumSource
  void theLogIsProvenByToolsWeDidNotWrite(ReviewersTool tool) throws Exception {
    tool.require(home);
    var folder = honest.copy("honest-" + tool);
    assertEquals(0, tool.run(folder), () -> tool.said(folder));
  }

  private record Case(ReviewersTool tool, Tampering tampering) {
    @Override
    public String toString() {
      return tampering + " before " + tool;
    }
  }

  static Stream<Case> tampering() {
    return Stream.of(Tampering.values())
        .flatMap(
            tampering ->
                tampering.foundBy().stream()
                    .map(number -> ReviewersTool.values()[number - 1])
                    .map(tool -> new Case(tool, tampering)));
  }

  @ParameterizedTest
  @MethodSource
  void tampering(Case tampered) throws Exception {
    tampered.tool().require(home);
    var folder = honest.copy(tampered.tampering() + "-" + tampered.tool());
    tampered.tampering().on(folder, honest);
    assertNotEquals(0, tampered.tool().run(folder), () -> tampered.tool().said(folder));
  }

  @Test
  void everyToolFindsSomethingAndEveryTamperingIsFound() {
    for (var tampering : Tampering.values()) {
      assertNotEquals(List.of(), tampering.foundBy(), tampering.toString());
    }
  }
}
