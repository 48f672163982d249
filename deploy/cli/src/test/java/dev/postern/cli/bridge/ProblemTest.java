package dev.postern.cli.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.cli.bridge.Problem.Reason;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void readsCodeAndReasonsOfAWithheldQuestion() throws IOException {
    Problem problem =
        Problem.of(
            403,
            JSON.readTree(
                """
                {"type":"urn:postern:problem:withheld","title":"Withheld","status":403,
                 "detail":"the policy withholds","instance":"0199",
                 "reasons":[{"code":"purpose.not_allowed","message":"no","control":"purpose"}]}
                """));
    assertEquals("withheld", problem.code());
    assertEquals("0199", problem.instance());
    assertEquals(List.of(new Reason("purpose.not_allowed", "no", "purpose")), problem.reasons());
    assertEquals("withheld (403): the policy withholds", problem.sentence());
  }

  @Test
  void namesAnAnswerThatIsNoProblemByItsStatus() throws IOException {
    Problem problem = Problem.of(502, JSON.readTree("{\"error\":\"proxy\"}"));
    assertEquals("http-502", problem.code());
    assertNull(problem.instance());
    assertEquals("http-504", Problem.of(504, null).code());
  }
}
