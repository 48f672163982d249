package dev.postern.audit.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The validators over a folder that {@code ./postern audit export} wrote, named by {@code
 * -Dpostern.export=DIR}: see docs/compliance/exports.md.
 */
class ExportedFolderTest {
  private static final Path FOLDER = Path.of(System.getProperty("postern.export", ""));

  @Test
  void everyLineAndTheReportAreValid() throws IOException {
    assumeTrue(!FOLDER.toString().isEmpty(), "no -Dpostern.export=DIR was given");
    lines("auditevent.ndjson", Fhir::errors);
    lines("auditevent.ndjson", line -> IheProfiles.broken(Fhir.parse(line)));
    lines("ocsf.ndjson", Ocsf::errors);
    var report = Files.readString(FOLDER.resolve("oscal/assessment-results.json"));
    assertEquals(List.of(), Oscal.errors(report));
    System.out.println("valid: oscal/assessment-results.json");
  }

  private static void lines(String file, Function<String, List<String>> validator)
      throws IOException {
    var lines = Files.readAllLines(FOLDER.resolve(file));
    for (int i = 0; i < lines.size(); i++) {
      assertEquals(List.of(), validator.apply(lines.get(i)), file + " line " + (i + 1));
    }
    System.out.printf("valid: %d lines of %s%n", lines.size(), file);
  }
}
