package dev.postern.indexer.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.postern.indexer.ingest.TextExtractor.Cause;
import dev.postern.indexer.ingest.TextExtractor.Extraction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a child says is believed only as far as its form goes. */
class FrameReaderTest {

  @Test
  void aRefusalIsToldByItsClassesAndFrames() throws IOException {
    Extraction.Refused refused =
        assertInstanceOf(
            Extraction.Refused.class,
            told(
                "org.apache.tika.TikaException < java.io.IOException\n"
                    + "dev.postern.parser.Pdf$Pages.lambda$read$0:41\n"
                    + "java.util.ArrayList.<init>:-1"));
    assertEquals("org.apache.tika.TikaException < java.io.IOException", refused.classes());
    assertEquals(
        List.of("dev.postern.parser.Pdf$Pages.lambda$read$0:41", "java.util.ArrayList.<init>:-1"),
        refused.frames());
  }

  @Test
  void aRefusalThatIsTextOfTheDocumentIsBelievedByNobody() throws IOException {
    for (String text :
        List.of(
            "java.io.IOException: \"Marta Lindqvist, born 1961\"",
            "java.io.IOException\nPatient: Lindqvist, Marta",
            "x".repeat(1001))) {
      Extraction.Died died = assertInstanceOf(Extraction.Died.class, told(text));
      assertEquals(Cause.BROKEN_OUTPUT, died.cause());
    }
  }

  private static Extraction told(String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(frames);
    out.writeByte('F');
    out.writeInt(payload.length);
    out.write(payload);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(frames.toByteArray()));
    return new FrameReader(in, 10_000, () -> {}).read();
  }
}
