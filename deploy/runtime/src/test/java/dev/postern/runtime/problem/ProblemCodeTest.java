package dev.postern.runtime.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {

  @Test
  void theSetIsClosedAndEachCodeHasItsStatus() throws IOException {
    String table =
        Arrays.stream(ProblemCode.values())
            .map(code -> code.code() + " " + code.status() + "\n")
            .collect(Collectors.joining());
    try (InputStream golden = getClass().getResourceAsStream("/golden/problem-codes.txt")) {
      assertNotNull(golden);
      assertEquals(new String(golden.readAllBytes(), StandardCharsets.UTF_8), table);
    }
  }

  @Test
  void thePageOfErrorsNamesEachAsItIs() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../../docs/errors.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> String.join(" |", Arrays.copyOf(line.split(" \\|", 5), 3)))
            .toList();
    List<String> codes =
        Arrays.stream(ProblemCode.values())
            .map(code -> "| `" + code.code() + "` | " + code.status() + " | " + code.title())
            .toList();
    assertEquals(codes, rows);
  }

  @Test
  void everyStatusOfTheFrameworkHasACodeOfTheSet() {
    assertEquals(ProblemCode.NOT_FOUND, ProblemMappers.closest(404));
    assertEquals(ProblemCode.NOT_FOUND, ProblemMappers.closest(405));
    assertEquals(ProblemCode.UNSUPPORTED_DOCUMENT, ProblemMappers.closest(415));
    assertEquals(ProblemCode.TOO_LARGE, ProblemMappers.closest(413));
    for (int status = 400; status < 600; status++) {
      int code = ProblemMappers.closest(status).status();
      assertEquals(status < 500, code < 500, "status " + status);
    }
  }

  @Test
  void aProblemIsWrittenAsRfc9457SaysAndLeavesOutWhatIsEmpty() throws JsonProcessingException {
    ProblemException withheld =
        new ProblemException(
            ProblemCode.WITHHELD,
            "01890a5d-ac96-774b-bcce-b302099a8057",
            null,
            List.of(new Problem.Reason("clearance", "Above the asker's clearance.", "AC-3")));
    assertEquals(
        "{\"type\":\"urn:postern:problem:withheld\",\"title\":\"Policy withholds"
            + " this\",\"status\":403,\"code\":\"withheld\",\"instance\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"reasons\":[{\"code\":\"clearance\",\"message\":\"Above"
            + " the asker's clearance.\",\"control\":\"AC-3\"}]}",
        new ObjectMapper().writeValueAsString(withheld.problem("unused")));
  }

  @Test
  void anExceptionIsDescribedByClassAndFramesNeverByItsMessage() {
    Throwable thrown =
        new IllegalStateException("Ms Canary", new IllegalArgumentException("born 1961"));
    for (String text :
        List.of(WithoutContent.describe(thrown), WithoutContent.redacted(thrown).toString())) {
      assertFalse(text.contains("Canary"), text);
      assertFalse(text.contains("1961"), text);
      assertTrue(text.contains("IllegalStateException"), text);
    }
    Throwable cause = WithoutContent.redacted(thrown).getCause();
    assertNotNull(cause);
    assertEquals("java.lang.IllegalArgumentException", cause.toString());
    assertEquals(thrown.getStackTrace()[0], WithoutContent.redacted(thrown).getStackTrace()[0]);
  }
}
