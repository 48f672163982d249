package dev.postern.bridge.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.bridge.disclosure.Prompt.Message;
import dev.postern.bridge.disclosure.Prompt.Role;
import dev.postern.bridge.disclosure.Prompt.Wishes;
import dev.postern.bridge.disclosure.Purpose;
import dev.postern.bridge.disclosure.Question;
import dev.postern.bridge.disclosure.Route;
import dev.postern.runtime.problem.Problem;
import dev.postern.runtime.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TREAT = List.of("TREAT");
  private static final String EMOJI = "\uD83D\uDE00";

  private @Nullable Purpose byDefault;

  @Test
  void theLastMessageIsTheQuestionAndTheOthersAreHistory() {
    ChatRequest read =
        read(
            """
            {"model": "azure-eu", "messages": [
              {"role": "system", "content": "Be brief."},
              {"role": "user", "content": "Which dose?"},
              {"role": "assistant", "content": "5 mg", "refusal": null},
              {"role": "assistant", "content": null},
              {"role": "user", "content": [{"type": "text", "text": "And"},
                                           {"type": "text", "text": "why?"}]}]}
            """,
            TREAT);

    Question question = read.question();
    assertEquals("And\nwhy?", question.text());
    assertEquals("azure-eu", question.route());
    assertEquals(Purpose.TREAT, question.purpose());
    assertFalse(question.purposeAssumed());
    assertEquals(
        List.of(
            new Message(Role.SYSTEM, "Be brief."),
            new Message(Role.USER, "Which dose?"),
            new Message(Role.ASSISTANT, "5 mg")),
        question.before());
    assertFalse(read.stream());
    assertNull(question.conversation());
    assertFalse(read.toString().contains("why"));
  }

  @Test
  void purposeComesFromHeaderOrMetadataAndNeverFromBothDifferently() {
    assertEquals(Purpose.HRESCH, with(metadata("HRESCH"), List.of()).purpose());
    assertEquals(Purpose.TREAT, with(metadata("TREAT"), TREAT).purpose());
    assertEquals("invalid-request", code(metadata("HRESCH"), TREAT));
    assertEquals("invalid-request", code("", List.of("TREAT", "HRESCH")));
    assertEquals("invalid-request", code("", List.of("CURIOSITY")));
    assertEquals("invalid-request", code("", List.of()));
  }

  @Test
  void aConfiguredDefaultIsAssumedOnlyWhereNothingIsClaimedAndIsNeverAnEmergency() {
    byDefault = Purpose.HOPERAT;
    assertTrue(with("", List.of()).purposeAssumed());
    assertEquals(Purpose.HOPERAT, with("", List.of()).purpose());
    assertFalse(with("", TREAT).purposeAssumed());
    assertThrows(
        IllegalArgumentException.class, () -> new ChatSettings(List.of(), Purpose.ETREAT, 1));
  }

  @Test
  void wishesThatEveryProviderKnowsAreCarried() {
    assertEquals(
        new Wishes(64, 0.5, 0.9),
        with("\"max_tokens\":64,\"temperature\":0.5,\"top_p\":0.9").wishes());
    assertEquals(
        new Wishes(7, null, null), with("\"max_tokens\":7,\"max_completion_tokens\":7").wishes());
    assertEquals("invalid-request", code("\"max_tokens\":7,\"max_completion_tokens\":8"));
    assertEquals("invalid-request", code("\"max_tokens\":0"));
    assertEquals("invalid-request", code("\"temperature\":2.1"));
    assertEquals(
        new Wishes(1, 2.0, 0.0), with("\"max_tokens\":1,\"temperature\":2,\"top_p\":0").wishes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"tools\":[{\"type\":\"function\"}]",
        "\"functions\":[{\"name\":\"f\"}]",
        "\"tool_choice\":\"required\"",
        "\"web_search_options\":{\"user_location\":{}}"
      })
  void toolsAreForbidden(String member) {
    assertEquals("forbidden", code(member));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"n\":2",
        "\"stop\":[\"x\"]",
        "\"seed\":1",
        "\"logprobs\":true",
        "\"store\":true",
        "\"response_format\":{\"type\":\"json_object\"}",
        "\"modalities\":[\"text\",\"audio\"]",
        "\"presence_penalty\":0.1",
        "\"reasoning_effort\":\"low\"",
        "\"logit_bias\":{\"50256\":-100}"
      })
  void whatIsNotCarriedIsRefusedByName(String member) {
    assertEquals("unprocessable", code(member));
    String name = member.substring(1, member.indexOf('"', 1));
    assertTrue(String.valueOf(problem(member, TREAT).detail()).startsWith(name), name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"tools\":[]",
        "\"tools\":null",
        "\"tool_choice\":\"auto\"",
        "\"n\":1",
        "\"stop\":null",
        "\"logprobs\":false",
        "\"store\":false",
        "\"response_format\":{\"type\":\"text\"}",
        "\"presence_penalty\":0",
        "\"logit_bias\":{}",
        "\"user\":\"somebody else\"",
        "\"stream\":null"
      })
  void whatChangesNothingIsTaken(String member) {
    assertEquals("Which dose?", with(member).text());
  }

  @Test
  void whatIsUnknownIsRefusedAndNotEchoedUnlessItIsAName() {
    assertTrue(String.valueOf(problem("\"top_k\":4", TREAT).detail()).contains("top_k"));
    Problem problem = problem("\"Anna Kowalski\":4", TREAT);
    assertEquals("invalid-request", problem.code());
    assertFalse(problem.toString().contains("Kowalski"));
  }

  @Test
  void onlyTextOfKnownRolesIsCarried() {
    assertEquals(
        "unprocessable",
        refused("[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}]"));
    assertEquals(
        "unprocessable", refused("[{\"role\":\"user\",\"name\":\"Anna\",\"content\":\"?\"}]"));
    assertEquals("forbidden", refused("[{\"role\":\"tool\",\"content\":\"4\"}]"));
    assertEquals(
        "forbidden",
        refused(
            "[{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"1\"}]},"
                + "{\"role\":\"user\",\"content\":\"?\"}]"));
    assertEquals("invalid-request", refused("[{\"role\":\"oracle\",\"content\":\"?\"}]"));
    assertEquals("invalid-request", refused("[{\"role\":\"assistant\",\"content\":\"?\"}]"));
    assertEquals("invalid-request", refused("[{\"role\":\"user\",\"content\":\" \"}]"));
    assertEquals("invalid-request", refused("[{\"role\":\"user\",\"content\":\"\\ud83d\"}]"));
    assertEquals("invalid-request", refused("[]"));
  }

  @Test
  void questionAndHistoryMayBeAsLongAsConfiguredAndNoCodePointLonger() {
    assertEquals(EMOJI.repeat(20), read(messages(10, 20), TREAT).question().text());
    assertEquals("too-large", refused(() -> read(messages(11, 20), TREAT)).code());
    assertEquals("too-large", refused(() -> read(messages(10, 21), TREAT)).code());
  }

  private static String messages(int before, int question) {
    return "{\"model\":\"azure-eu\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + EMOJI.repeat(before)
        + "\"},{\"role\":\"user\",\"content\":\""
        + EMOJI.repeat(question)
        + "\"}]}";
  }

  @Test
  void aModelIsARouteAndUsageGoesWithAStream() {
    assertEquals(
        "not-found",
        refused(
                () ->
                    read(
                        "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}",
                        TREAT))
            .code());
    String usage = "\"stream_options\":{\"include_usage\":true}";
    assertEquals("invalid-request", code(usage));
    ChatRequest streamed = read(body("\"stream\":true," + usage), TREAT);
    assertTrue(streamed.stream() && streamed.includeUsage());
  }

  private Question with(String member) {
    return with(member, TREAT);
  }

  private Question with(String member, List<String> purposes) {
    return read(body(member), purposes).question();
  }

  private String code(String member) {
    return code(member, TREAT);
  }

  private String code(String member, List<String> purposes) {
    return problem(member, purposes).code();
  }

  private Problem problem(String member, List<String> purposes) {
    return refused(() -> read(body(member), purposes));
  }

  private String refused(String messages) {
    return refused(() -> read("{\"model\":\"azure-eu\",\"messages\":" + messages + "}", TREAT))
        .code();
  }

  private static Problem refused(org.junit.jupiter.api.function.Executable reading) {
    return assertThrows(ProblemException.class, reading).problem("x");
  }

  private static String metadata(String purpose) {
    return "\"metadata\":{\"purpose_of_use\":\"" + purpose + "\",\"theirs\":\"anything\"}";
  }

  private static String body(String member) {
    return "{\"model\":\"azure-eu\",\"messages\":[{\"role\":\"user\",\"content\":\"Which dose?\"}]"
        + (member.isEmpty() ? "" : "," + member)
        + "}";
  }

  private ChatRequest read(String body, List<String> purposes) {
    Route route = new Route("azure-eu", "azure-openai", "westeurope", "gpt-4o", List.of());
    try {
      return ChatRequest.read(
          (ObjectNode) JSON.readTree(body),
          purposes,
          new Limits(20, 20, 8),
          new ChatSettings(List.of(route), byDefault, 10 + (body.contains(EMOJI) ? 0 : 90)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
