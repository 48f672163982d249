package dev.postern.parser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a child answers, one line a frame: kind, then what is in it. */
final class Asked {

  private Asked() {}

  static List<String> parse(char format, String document) throws IOException {
    return parse(format, document.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> parse(char format, byte[] document) throws IOException {
    return answers(request(format, document, 1_000_000, 1, Integer.MAX_VALUE));
  }

  /**
   * @param bytes null: the document before
   */
  static byte[] request(char format, byte[] bytes, long maxCharacters, int from, int to)
      throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(request);
    out.writeByte(format);
    out.writeLong(maxCharacters);
    out.writeInt(from);
    out.writeInt(to);
    out.writeLong(bytes.length == 0 ? -1 : bytes.length);
    out.write(bytes);
    return request.toByteArray();
  }

  static List<String> answers(byte[] requests) throws IOException {
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    new ParserChild(new ByteArrayInputStream(requests), answers).serve();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(answers.toByteArray()));
    List<String> frames = new ArrayList<>();
    for (int kind = in.read(); kind >= 0; kind = in.read()) {
      byte[] payload = in.readNBytes(in.readInt());
      frames.add((char) kind + told((char) kind, payload));
    }
    return frames;
  }

  private static String told(char kind, byte[] payload) {
    return switch (kind) {
      case 'B' ->
          " "
              + (char) payload[0]
              + payload[1]
              + " "
              + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
      case 'P' -> " " + payload[3];
      case 'C' -> " " + Arrays.toString(payload);
      case 'E' -> "";
      default -> " " + new String(payload, StandardCharsets.UTF_8);
    };
  }
}
