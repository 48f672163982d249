package dev.postern.cli.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.deid.Detector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeidBatchTest {

  private final List<JsonNode> out = new ArrayList<>();
  private final DeidBatch batch = new DeidBatch(Detector.ofRules(), out::add);

  @Test
  void aLineInIsALineOutWithOffsetsInCodePointsOfTheOriginal() throws IOException {
    assertEquals(0, run("{\"id\":\"a\",\"text\":\"\\ud83d\\ude00 MRN 998877\"}"));
    assertEquals(
        "{\"id\":\"a\",\"spans\":[{\"start\":6,\"end\":12,\"type\":\"MRN\",\"score\":0.95,\"source\":\"pattern\"}]}",
        out.getFirst().toString());
  }

  @Test
  void whatIsKnownIsFoundInEveryForm() throws IOException {
    run(
        "{\"id\":7,\"text\":\"then QUISPE, X. left\",\"known\":[{\"type\":\"PERSON\",\"value\":\"Ximena Quispe\"}]}");
    assertEquals(7, out.getFirst().path("id").intValue());
    assertEquals("known", out.getFirst().path("spans").path(0).path("source").textValue());
  }

  @Test
  void aLineThatCannotBeReadSaysSoWithoutItsContentAndTheOthersGoOn() throws IOException {
    assertEquals(
        4,
        run(
            "Anna Quispe",
            "{\"id\":\"a\"}",
            "{\"id\":\"b\",\"text\":\"x\",\"known\":[{\"type\":\"NOBODY\",\"value\":\"Quispe\"}]}",
            "{\"id\":\"c\",\"text\":\"x\",\"known\":[{\"type\":\"PERSON\",\"value\":\" \"}]}",
            "",
            "{\"id\":\"d\",\"text\":\"\"}"));
    assertEquals(5, out.size());
    assertEquals("{\"line\":1,\"error\":\"invalid\"}", out.getFirst().toString());
    assertEquals("{\"id\":\"d\",\"spans\":[]}", out.getLast().toString());
    assertFalse(out.toString().contains("Quispe"));
  }

  private int run(String... lines) throws IOException {
    return batch.run(new BufferedReader(new StringReader(String.join("\n", lines))));
  }
}
