package dev.postern.indexer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.runtime.problem.ProblemException;
import org.junit.jupiter.api.Test;

class SearchFormTest {

  private static final String EMOJI = "\uD83D\uDE00";

  @Test
  void aTextMayBeAsLongAsTheBridgeLetsAQuestionBeInCodePoints() {
    String longest = EMOJI.repeat(SearchForm.MAX_TEXT);
    assertEquals(longest, form(longest).query().text());
    assertThrows(ProblemException.class, () -> form(longest + "x").query());
  }

  private static SearchForm form(String text) {
    return new SearchForm(null, "TREAT", text, 8, "restricted", null, null, null);
  }
}
