package dev.postern.cli.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.cli.bridge.EventStream.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static final String STREAM =
      "\uFEFFevent: disclosure\ndata: {\"snippets\":2}\n\n"
          + ": a comment\r\n"
          + "event: delta\r\ndata: Grüße an 🩺 Frau\r\ndata: Halvorsen\r\n\r\n"
          + "event:done\rdata:{}\rid: 7\r\r"
          + "data: without a name\n\n"
          + "event: never finished\ndata: lost";

  private static final List<Event> EVENTS =
      List.of(
          new Event("disclosure", "{\"snippets\":2}"),
          new Event("delta", "Grüße an 🩺 Frau\nHalvorsen"),
          new Event("done", "{}"),
          new Event("message", "without a name"));

  @Test
  void readsTheSameEventsWhereverTheBytesAreCutOnce() throws IOException {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      EventStream stream = new EventStream();
      List<Event> events = new ArrayList<>(stream.push(bytes, 0, cut));
      events.addAll(stream.push(bytes, cut, bytes.length - cut));
      assertEquals(EVENTS, events, "cut at " + cut);
    }
  }

  @Test
  void readsTheSameEventsInPiecesOfAnySize() throws IOException {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      EventStream stream = new EventStream();
      List<Event> events = new ArrayList<>();
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(1 + random.nextInt(7), bytes.length - at);
        events.addAll(stream.push(bytes, at, length));
        at += length;
      }
      assertEquals(EVENTS, events, "seed " + seed);
    }
  }

  @Test
  void refusesAnEventWithoutAnEnd() {
    EventStream stream = new EventStream();
    byte[] block = new byte[1024 * 1024];
    assertThrows(
        IOException.class,
        () -> {
          for (int i = 0; i < 9; i++) {
            stream.push(block, 0, block.length);
          }
        });
  }
}
