package dev.postern.cli.bridge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads server-sent events (WHATWG HTML, section 9.2) from bytes that may be cut anywhere: inside a
 * character, between CR and LF, inside a field name.
 */
public final class EventStream {

  /** One event: its name ({@code message} when the server gave none) and its data lines. */
  public record Event(String name, String data) {
    @Override
    public String toString() {
      return "Event[" + name + ", " + data.length() + " characters]";
    }
  }

  private static final int MAX_EVENT_BYTES = 8 * 1024 * 1024;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> data = new ArrayList<>();
  private String name = "";
  private int eventBytes;
  private boolean afterCarriageReturn;
  private boolean first = true;

  /**
   * Takes the next bytes.
   *
   * @return the events completed by them, in order; an event is complete at its blank line
   * @throws IOException if one event is over 8 MiB
   */
  public List<Event> push(byte[] bytes, int offset, int length) throws IOException {
    List<Event> events = new ArrayList<>();
    for (int i = offset; i < offset + length; i++) {
      byte b = bytes[i];
      boolean secondHalf = b == '\n' && afterCarriageReturn;
      afterCarriageReturn = b == '\r';
      if (secondHalf) {
        continue;
      }
      if (b == '\n' || b == '\r') {
        endOfLine(events);
      } else {
        line.write(b);
        if (++eventBytes > MAX_EVENT_BYTES) {
          throw new IOException("an event of the answer is over " + MAX_EVENT_BYTES + " bytes");
        }
      }
    }
    return events;
  }

  private void endOfLine(List<Event> events) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (first && text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    first = false;
    if (text.isEmpty()) {
      if (!data.isEmpty()) {
        events.add(new Event(name.isEmpty() ? "message" : name, String.join("\n", data)));
      }
      data.clear();
      name = "";
      eventBytes = 0;
      return;
    }
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    switch (field) {
      case "event" -> name = value;
      case "data" -> data.add(value);
      default -> {} // comments, id and retry mean nothing to a client that never reconnects
    }
  }
}
