package dev.postern.parser;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes frames {@code kind u8, length u32, payload}. Kinds: {@code T} title, {@code P} page (u32),
 * {@code B} block ({@code kind u8, level u8, text}), {@code E} end (blocks u32, pages u32), {@code
 * F} failure (exception classes, then frames, one a line; never a message). Text is UTF-8 without
 * NUL, control characters or lone surrogates.
 */
final class FrameWriter implements BlockSink {

  /** No block holds more characters than this; a longer one is written as several. */
  static final int MAX_BLOCK_CHARACTERS = 100_000;

  private final DataOutputStream out;
  private final long maxCharacters;
  private long characters;
  private int blocks;
  private int pages;
  private boolean titled;

  FrameWriter(OutputStream out, long maxCharacters) {
    this.out = new DataOutputStream(out);
    this.maxCharacters = maxCharacters;
  }

  @Override
  public void title(String text) {
    String clean = CleanText.oneLine(text);
    if (!titled && !clean.isEmpty()) {
      titled = true;
      count(clean);
      frame('T', clean.substring(0, cut(clean, 0, 1000)).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void page(int number) {
    pages = Math.max(pages, number);
    frame('P', new byte[] {b(number >>> 24), b(number >>> 16), b(number >>> 8), b(number)});
  }

  @Override
  public void heading(int level, String text) {
    block('h', Math.clamp(level, 1, 9), CleanText.oneLine(text));
  }

  @Override
  public void paragraph(String text) {
    block('p', 0, CleanText.of(text));
  }

  @Override
  public void tableRow(String text) {
    block('r', 0, CleanText.oneLine(text));
  }

  private void block(char kind, int level, String text) {
    int from = 0;
    while (from < text.length()) {
      int to = cut(text, from, MAX_BLOCK_CHARACTERS);
      String part = text.substring(from, to).strip();
      from = to;
      if (!part.isEmpty()) {
        count(part);
        byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[utf8.length + 2];
        payload[0] = (byte) kind;
        payload[1] = (byte) level;
        System.arraycopy(utf8, 0, payload, 2, utf8.length);
        frame('B', payload);
        blocks++;
      }
    }
  }

  private static int cut(String text, int from, int max) {
    if (text.length() - from <= max) {
      return text.length();
    }
    int space = text.lastIndexOf(' ', from + max);
    int to = space > from ? space : from + max;
    return Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
  }

  private void count(String text) {
    characters += text.length();
    if (characters > maxCharacters) {
      throw new TooMuchText();
    }
  }

  void end() {
    ByteArrayOutputStream payload = new ByteArrayOutputStream(8);
    for (int value : new int[] {blocks, pages}) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        payload.write(value >>> shift);
      }
    }
    frame('E', payload.toByteArray());
  }

  void failed(String classesAndFrames) {
    frame('F', classesAndFrames.getBytes(StandardCharsets.UTF_8));
  }

  private void frame(char kind, byte[] payload) {
    try {
      out.writeByte(kind);
      out.writeInt(payload.length);
      out.write(payload);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte b(int value) {
    return (byte) value;
  }

  /** The document has more text than the parent said it would take. */
  static final class TooMuchText extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
