package dev.postern.parser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Writes frames {@code kind u8, length u32, payload}. Kinds: {@code T} title, {@code P} page (u32),
 * {@code B} block ({@code kind u8, level u8, text}), {@code S} a patient (JSON), {@code C} the
 * numbers of the patients whom the following blocks concern (u16 each), {@code N} what was left
 * unread (a word), {@code E} end (blocks u32, pages of the whole document u32), {@code F} failure
 * (exception classes, then frames, one a line; never a message). Text is UTF-8 without NUL, control
 * characters or lone surrogates.
 */
final class FrameWriter implements BlockSink {

  /** No block holds more characters than this; a longer one is written as several. */
  static final int MAX_BLOCK_CHARACTERS = 100_000;

  /** No document tells of more patients than this. */
  static final int MAX_SUBJECTS = 20_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DataOutputStream out;
  private final long maxCharacters;
  private long characters;
  private int blocks;
  private int pages;
  private int subjects;
  private boolean titled;
  private Set<Integer> concerned = Set.of();
  private final Set<Note> notes = EnumSet.noneOf(Note.class);

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

  @Override
  public int subject(Subject subject) {
    if (subjects == MAX_SUBJECTS) {
      throw new TooMuchText();
    }
    try {
      byte[] json = JSON.writeValueAsBytes(subject);
      characters += json.length;
      frame('S', json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    return subjects++;
  }

  @Override
  public void concerns(Set<Integer> ordinals) {
    if (!concerned.equals(ordinals)) {
      concerned = Set.copyOf(ordinals);
      ByteBuffer payload = ByteBuffer.allocate(2 * concerned.size());
      concerned.stream().sorted().forEach(n -> payload.putShort(n.shortValue()));
      frame('C', payload.array());
    }
  }

  @Override
  public void note(Note note) {
    if (notes.add(note)) {
      String word = note.name().toLowerCase(Locale.ROOT).replace('_', '-');
      frame('N', word.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** How many pages the whole document has, whichever of them were asked for. */
  void pages(int count) {
    pages = Math.max(pages, count);
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
