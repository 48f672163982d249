package dev.postern.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonConventionsTest {

  record Wanted(String purposeOfUse, int maxSnippets) {}

  private final ObjectMapper json = new ObjectMapper();

  @BeforeEach
  void customize() {
    new JsonConventions().customize(json);
  }

  @Test
  void namesAreSnakeCase() throws JsonProcessingException {
    String text = "{\"purpose_of_use\":\"TREAT\",\"max_snippets\":6}";
    Wanted wanted = json.readValue(text, Wanted.class);
    assertEquals(new Wanted("TREAT", 6), wanted);
    assertEquals(text, json.writeValueAsString(wanted));
  }

  @Test
  void nothingIsGuessed() {
    for (String text :
        new String[] {
          "{\"purpose_of_use\":\"TREAT\",\"max_snippets\":\"6\"}",
          "{\"purpose_of_use\":\"TREAT\",\"max_snippets\":null}",
          "{\"purpose_of_use\":7,\"max_snippets\":6}",
          "{\"purpose_of_use\":\"TREAT\",\"purpose_of_use\":\"HRESCH\",\"max_snippets\":6}"
        }) {
      assertThrows(JsonProcessingException.class, () -> json.readValue(text, Wanted.class), text);
    }
  }
}
