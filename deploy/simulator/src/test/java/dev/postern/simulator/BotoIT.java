package dev.postern.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.MissingPrerequisite;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import dev.postern.toolbox.tools.PythonPackages;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AWS's client in Python, which shares no code with the SDK for Java, reads from Bedrock. */
class BotoIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANSWER = "Aspirin thins the blood of [PERSON_1]. [S1]";
  private static final String TEXT =
      "Sources:\n\n[S1]\nAspirin thins the blood of [PERSON_1].\n[/S1]\n\n"
          + "Question: What does aspirin do?";

  @TempDir Path folder;
  private RunningSimulator simulator;

  @BeforeEach
  void start() throws Exception {
    simulator = new RunningSimulator(folder, Optional.empty());
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private JsonNode understood(String secret) throws IOException {
    SimulatorSettings.Bedrock bedrock = RunningSimulator.BEDROCK;
    List<String> arguments =
        List.of(
            "https://localhost:" + simulator.port(),
            folder.resolve("tls.crt").toString(),
            bedrock.region(),
            bedrock.accessKeyId(),
            secret,
            bedrock.models().getFirst(),
            TEXT);
    try {
      Command.Result python =
          PythonPackages.BOTO3.run(Cache.ofUser(), Progress.stderr(), script(), arguments);
      assertTrue(python.ok(), python.output());
      return JSON.readTree(python.output());
    } catch (MissingPrerequisite missing) {
      return abort("not asked of boto3: " + missing.getMessage());
    }
  }

  private static Path script() throws IOException {
    try {
      return Path.of(Objects.requireNonNull(BotoIT.class.getResource("converse.py")).toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  @Test
  void anAnswerIsUnderstoodWholeAndEventByEvent() throws IOException {
    JsonNode said = understood(RunningSimulator.KEY);

    assertEquals(ANSWER, said.path("whole").asText(), said::toString);
    assertEquals("end_turn", said.path("whole_stop").asText());
    assertEquals(ANSWER, said.path("text").asText());
    assertEquals("end_turn", said.path("stop").asText());
    assertEquals("messageStart", said.path("events").path(0).asText());
    assertEquals("metadata", said.path("events").path(said.path("events").size() - 1).asText());
    long deltas = 0;
    for (JsonNode event : said.path("events")) {
      deltas += event.asText().equals("contentBlockDelta") ? 1 : 0;
    }
    assertEquals(deltas, said.path("output_tokens").asLong());
    assertEquals(36, said.path("request_id").asText().length());
  }

  @Test
  void aWrongSignatureAndThrottlingAreItsOwnErrors() throws Exception {
    JsonNode wrong = understood("wrong");
    assertEquals(403, wrong.path("status").asInt(), wrong::toString);
    assertEquals("InvalidSignatureException", wrong.path("error").asText());

    simulator.control("PUT", "/_simulator/faults", "{\"status\":429}");
    JsonNode throttled = understood(RunningSimulator.KEY);
    assertEquals(429, throttled.path("status").asInt(), throttled::toString);
    assertEquals("ThrottlingException", throttled.path("error").asText());
  }

  @Test
  void aBrokenFrameFailsItsChecksum() throws Exception {
    simulator.control("PUT", "/_simulator/faults", "{\"malformed_after\":2}");
    JsonNode broken = understood(RunningSimulator.KEY);
    assertEquals("ChecksumMismatch", broken.path("error").asText(), broken::toString);
  }
}
