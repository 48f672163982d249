package dev.postern.audit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void membersAreSortedByUtf16UnitsAsInRfc8785() {
    var json =
        "{\"\\u20ac\":\"Euro\",\"\\r\":\"CR\",\"\\ufb33\":\"Dalet\",\"1\":\"One\","
            + "\"\\ud83d\\ude00\":\"Smiley\",\"\\u0080\":\"Control\",\"\\u00f6\":\"O\"}";
    assertEquals(
        "{\"\\r\":\"CR\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"O\",\"€\":\"Euro\","
            + "\"\ud83d\ude00\":\"Smiley\",\"\ufb33\":\"Dalet\"}",
        canonical(json));
  }

  @Test
  void textIsEscapedAsInRfc8785() {
    assertEquals(
        "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\u001f\\b\\t\\f\"",
        canonical("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\\u001f\\b\\t\\f\""));
  }

  @Test
  void integersAreKeptExactlyUpToTheLargestThatEveryReaderKeeps() {
    assertEquals("9007199254740991", canonical("9007199254740991"));
    assertEquals("-9007199254740991", canonical("-9007199254740991"));
    assertThrows(MalformedJson.class, () -> canonical("9007199254740992"));
    assertThrows(MalformedJson.class, () -> canonical("99999999999999999999"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "'a'",
        "01",
        "-",
        "-0",
        "+1",
        "1.0",
        "1e3",
        "1E3",
        ".5",
        "tru",
        "nul",
        "\"\\x\"",
        "\"\\u12\"",
        "\"a",
        "\"\n\"",
        "1 2",
        "[1]]",
        "{\"a\":1,\"a\":2}",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "NaN",
        "\"\\u00g0\"",
        "/*c*/1"
      })
  void whatIsNotTheJsonWeReadIsRefused(String json) {
    assertThrows(MalformedJson.class, () -> canonical(json));
  }

  @Test
  void nestingIsBounded() {
    assertEquals("[".repeat(16) + "]".repeat(16), canonical("[".repeat(16) + "]".repeat(16)));
    assertThrows(MalformedJson.class, () -> canonical("[".repeat(100_000)));
  }

  @Test
  void invalidUtf8IsRefused() {
    assertThrows(MalformedJson.class, () -> Json.parse(new byte[] {'"', (byte) 0xc3, '"'}));
  }

  @Test
  void aMemberNobodyReadsIsRefused() {
    var fields = Fields.of(new Json.Obj(Map.of("a", new Json.Int(1), "b", new Json.Int(2))));
    fields.number("a");
    assertThrows(MalformedJson.class, fields::done);
    fields.number("b");
    fields.done();
  }

  private static String canonical(String json) {
    return new String(
        Json.parse(json.getBytes(StandardCharsets.UTF_8)).canonicalBytes(), StandardCharsets.UTF_8);
  }
}
