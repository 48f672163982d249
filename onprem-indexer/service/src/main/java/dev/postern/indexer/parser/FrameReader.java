package dev.postern.indexer.parser;

import dev.postern.indexer.ingest.Block;
import dev.postern.indexer.ingest.FoundSubject;
import dev.postern.indexer.ingest.Structure;
import dev.postern.indexer.ingest.TextExtractor.Cause;
import dev.postern.indexer.ingest.TextExtractor.Extraction;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads a child's frames, {@code kind u8, length u32, payload}, believing none of them: lengths are
 * capped, text must be UTF-8 without NUL.
 */
final class FrameReader {

  private static final int MAX_FRAME = 1 << 20;

  /** Classes and frames as Java writes them: a child that was taken over could tell of content. */
  private static final Pattern NAMES = Pattern.compile("[\\w.$/<>: -]{0,1000}");

  private static final Pattern WORD = Pattern.compile("[a-z]+(-[a-z]+){0,5}");

  private final DataInputStream in;
  private final long maxBytes;
  private final Runnable progress;
  private final List<Block> blocks = new ArrayList<>();
  private final List<FoundSubject> subjects = new ArrayList<>();
  private final Set<String> notes = new TreeSet<>();
  private String title = "";
  private int page;
  private int pages;
  private long bytes;

  FrameReader(DataInputStream in, long maxCharacters, Runnable progress) {
    this.in = in;
    this.maxBytes = 4 * maxCharacters;
    this.progress = progress;
  }

  /** Until the document's last frame. */
  Extraction read() throws IOException {
    while (true) {
      int kind = in.readUnsignedByte();
      int length = in.readInt();
      if (length < 0 || length > MAX_FRAME) {
        return died(Cause.BROKEN_OUTPUT);
      }
      bytes += length;
      if (bytes > maxBytes) {
        return died(Cause.TOO_MUCH_TEXT);
      }
      byte[] payload = in.readNBytes(length);
      progress.run();
      try {
        switch (kind) {
          case 'T' -> title = text(payload, 0);
          case 'P' -> turnTo(ByteBuffer.wrap(payload).getInt());
          case 'B' -> blocks.add(block(payload));
          case 'S' -> subjects.add(SubjectFrame.read(payload));
          case 'C' -> concerned(payload);
          case 'N' -> notes.add(word(payload));
          case 'E' -> {
            pages = Math.max(page, ByteBuffer.wrap(payload).getInt(4));
            Structure structure = Structure.of(title, blocks);
            return new Extraction.Extracted(structure, pages, List.copyOf(notes), subjects);
          }
          case 'F' -> {
            return refused(text(payload, 0));
          }
          default -> {
            return died(Cause.BROKEN_OUTPUT);
          }
        }
      } catch (IOException | RuntimeException e) {
        return died(Cause.BROKEN_OUTPUT);
      }
    }
  }

  private void turnTo(int next) {
    if (next <= page) {
      throw new IllegalArgumentException("pages go forward");
    }
    page = next;
  }

  /** How far it came, when the child is gone; 0 where that is not known. */
  int page() {
    return page;
  }

  private Extraction died(Cause cause) {
    return new Extraction.Died(cause, page);
  }

  /** Numbers of patients who were told of before. */
  private void concerned(byte[] payload) {
    ByteBuffer numbers = ByteBuffer.wrap(payload);
    while (numbers.hasRemaining()) {
      if (Short.toUnsignedInt(numbers.getShort()) >= subjects.size()) {
        throw new IllegalArgumentException("nobody told of this patient");
      }
    }
  }

  private static String word(byte[] payload) throws CharacterCodingException {
    String word = text(payload, 0);
    if (!WORD.matcher(word).matches()) {
      throw new IllegalArgumentException("a note is a word");
    }
    return word;
  }

  private Block block(byte[] payload) throws CharacterCodingException {
    String text = text(payload, 2);
    return switch (payload[0]) {
      case 'h' -> new Block(Block.Kind.HEADING, payload[1], page, text);
      case 'p' -> new Block(Block.Kind.PARAGRAPH, 0, page, text);
      case 'r' -> new Block(Block.Kind.TABLE_ROW, 0, page, text);
      default -> throw new IllegalArgumentException("unknown kind of block");
    };
  }

  private Extraction refused(String told) {
    List<String> lines = told.lines().limit(20).toList();
    if (!lines.stream().allMatch(line -> NAMES.matcher(line).matches())) {
      throw new IllegalArgumentException("only classes and frames are told of a failure");
    }
    String classes = lines.isEmpty() ? "" : lines.getFirst();
    List<String> frames = lines.subList(Math.min(1, lines.size()), lines.size());
    return new Extraction.Refused(classes, frames, page);
  }

  private static String text(byte[] payload, int from) throws CharacterCodingException {
    String text =
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(payload, from, payload.length - from))
            .toString();
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("text holds no NUL");
    }
    return text;
  }
}
