package dev.postern.toolbox.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.postern.toolbox.ToolboxException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A signed policy that is not published, as OPA read it while it checked its signature: what is
 * asked here is what was verified. Each batch of questions is one run of OPA on its standard input;
 * nothing listens.
 */
public final class Candidate implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TIMEOUT = "120s";

  private final Path opa;
  private final Path verified;
  private final Revision revision;

  Candidate(Path opa, Path verified, Revision revision) {
    this.opa = opa;
    this.verified = verified;
    this.revision = revision;
  }

  public Revision revision() {
    return revision;
  }

  /**
   * What this policy answers to each input, in order; missing where it decides nothing, as the
   * bridge would take it.
   *
   * @throws ToolboxException when OPA cannot run it, or takes longer than two minutes
   */
  List<JsonNode> answers(String entryPoint, List<JsonNode> inputs) {
    JsonNode said = run(entryPoint, inputs);
    JsonNode failure = said.path("errors").path(0);
    if (failure.isMissingNode()) {
      return inOrder(said, inputs.size());
    }
    String code = failure.path("code").asText();
    if (!code.equals("eval_conflict_error")) {
      throw new ToolboxException("OPA cannot run the policy: " + code);
    }
    if (inputs.size() == 1) {
      return List.of(JSON.missingNode());
    }
    // One input on which rules contradict each other ends the whole run: the others are asked
    // again.
    int half = inputs.size() / 2;
    List<JsonNode> answers = new ArrayList<>(answers(entryPoint, inputs.subList(0, half)));
    answers.addAll(answers(entryPoint, inputs.subList(half, inputs.size())));
    return answers;
  }

  private static List<JsonNode> inOrder(JsonNode said, int size) {
    List<JsonNode> answers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      answers.add(JSON.missingNode());
    }
    for (JsonNode each : said.path("result").path(0).path("expressions").path(0).path("value")) {
      answers.set(each.path("i").intValue(), each.path("result"));
    }
    return answers;
  }

  private JsonNode run(String entryPoint, List<JsonNode> inputs) {
    String query =
        "[{\"i\": i, \"result\": result} | some i, question in input;"
            + " result := data.postern.%s with input as question]";
    ProcessBuilder builder =
        new ProcessBuilder(
                opa.toString(),
                "eval",
                "--bundle",
                verified.toString(),
                "--stdin-input",
                "--timeout",
                TIMEOUT,
                "--format",
                "json",
                query.formatted(entryPoint))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("GOGC", "400"); // it lives for one batch
    ArrayNode all = JSON.createArrayNode().addAll(inputs);
    try {
      Process process = builder.start();
      try (OutputStream stdin = process.getOutputStream()) {
        JSON.writeValue(stdin, all);
      }
      // Read to its end before it answers; so neither side waits for the other.
      return JSON.readTree(process.getInputStream().readAllBytes());
    } catch (JsonProcessingException e) {
      throw new ToolboxException("OPA gave no answer to a batch of decisions", e);
    } catch (IOException e) {
      throw new ToolboxException("OPA cannot be run", e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(verified);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + verified, e);
    }
  }
}
