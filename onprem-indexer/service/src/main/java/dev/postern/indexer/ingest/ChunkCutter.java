package dev.postern.indexer.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a document into chunks along its structure: whole sentences of one section on one page, as
 * many as fit. Each non-blank character outside headings is in exactly one chunk; a heading stands
 * in the section of the chunks below it, and is a chunk itself only where nothing is below it.
 */
public final class ChunkCutter {

  /** Tokens that the model puts around each text. */
  private static final int SPECIAL = 2;

  /** After the blank, so that no token lies across (the JDK's BreakIterator cuts "mg|."). */
  private static final Pattern SENTENCE_END =
      Pattern.compile("(?<!\\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|No))[.!?][\"')\\]]{0,3}\\s+|\\n\\s*");

  private static final int SECTION_CHARACTERS = 300;

  /** Looked at per token of room, so that a text without sentences costs linear time. */
  private static final int WINDOW_CHARACTERS = 20;

  private final TokenMeter tokens;
  private final int maxTokens;
  private final int maxContextTokens;

  /**
   * @param maxTokens of a chunk as embedded: context, text and the model's special tokens
   */
  public ChunkCutter(TokenMeter tokens, int maxTokens) {
    if (maxTokens < 32) {
      throw new IllegalArgumentException("a chunk has room for at least 32 tokens");
    }
    this.tokens = tokens;
    this.maxTokens = maxTokens;
    this.maxContextTokens = maxTokens / 4;
  }

  /** The chunks in the order of the text. */
  public List<Chunk> cut(Structure document) {
    Cut cut = new Cut(document.title());
    document.blocks().forEach(cut::add);
    return cut.finish();
  }

  /** One run over one document. */
  private final class Cut {
    private final List<Chunk> chunks = new ArrayList<>();
    private final HeadingPath path;
    private final StringBuilder passage = new StringBuilder();
    private int start;
    private int end;
    private int passageTokens;
    private int page;
    private int room;

    Cut(String title) {
      this.path = new HeadingPath(title, SECTION_CHARACTERS);
      this.room = room();
    }

    void add(Structure.Placed placed) {
      Block block = placed.block();
      if (block.kind() == Block.Kind.HEADING) {
        close();
        emitBareHeading(block.level());
        path.enter(placed);
        room = room();
        page = block.page();
        return;
      }
      if (block.page() != page) {
        close();
        page = block.page();
      }
      path.hasBody();
      units(placed);
    }

    List<Chunk> finish() {
      close();
      emitBareHeading(0);
      return List.copyOf(chunks);
    }

    private void emitBareHeading(int nextLevel) {
      path.withoutBody(nextLevel)
          .ifPresent(
              bare -> {
                page = bare.block().page();
                units(bare);
                close();
              });
    }

    private int room() {
      return maxTokens - SPECIAL - tokens.count(context());
    }

    private String context() {
      String whole = path.context();
      int[] ends = tokens.tokenEnds(whole);
      return ends.length <= maxContextTokens
          ? whole
          : whole.substring(0, ends[maxContextTokens - 1]);
    }

    private void units(Structure.Placed placed) {
      String text = placed.block().text();
      int[] ends = tokens.tokenEnds(text);
      Matcher sentences = SENTENCE_END.matcher(text);
      int token = 0;
      int codePoint = placed.start();
      for (int from = 0, to; from < text.length(); from = to) {
        to = sentences.find() ? sentences.end() : text.length();
        int first = token;
        while (token < ends.length && ends[token] <= to) {
          token++;
        }
        sentence(text.substring(from, to), codePoint, token - first);
        codePoint += text.codePointCount(from, to);
      }
    }

    private void sentence(String text, int codePoint, int count) {
      if (count <= room) {
        append(text, codePoint, count);
        return;
      }
      int from = 0;
      while (from < text.length()) {
        String rest = text.substring(from);
        int to = from + fitting(rest);
        append(text.substring(from, to), codePoint, room);
        close();
        codePoint += text.codePointCount(from, to);
        from = to;
      }
    }

    /** How many chars of the text fit into an empty chunk, at least one code point. */
    private int fitting(String rest) {
      String text = window(rest);
      int[] ends = tokens.tokenEnds(text);
      int take = room;
      while (take > 1) {
        if (ends.length <= take) {
          return text.length();
        }
        int to = ends[take - 1];
        int blank = lastBlank(text, to);
        int cut = blank > 0 ? blank : to;
        if (cut > 0 && tokens.count(text.substring(0, cut)) <= room) {
          return cut;
        }
        take = take / 2;
      }
      return Character.charCount(text.codePointAt(0));
    }

    private String window(String rest) {
      int length = Math.min(rest.length(), room * WINDOW_CHARACTERS);
      boolean halved = length < rest.length() && Character.isLowSurrogate(rest.charAt(length));
      return rest.substring(0, halved ? length - 1 : length);
    }

    private static int lastBlank(String text, int to) {
      for (int i = to; i > 0; i--) {
        if (Character.isWhitespace(text.charAt(i - 1))) {
          return i;
        }
      }
      return 0;
    }

    private void append(String text, int codePoint, int count) {
      if (passageTokens + count > room) {
        close();
      }
      if (passage.isEmpty()) {
        int blanks = text.length() - text.stripLeading().length();
        if (blanks == text.length()) {
          return;
        }
        start = codePoint + text.codePointCount(0, blanks);
        passage.append(text, blanks, text.length());
      } else {
        passage.append("\n".repeat(codePoint - end)).append(text);
      }
      end = codePoint + text.codePointCount(0, text.length());
      passageTokens += count;
    }

    private void close() {
      String text = passage.toString().stripTrailing();
      if (!text.isEmpty()) {
        int stop = start + text.codePointCount(0, text.length());
        chunks.add(new Chunk(chunks.size(), page, path.section(), start, stop, text, context()));
      }
      passage.setLength(0);
      passageTokens = 0;
    }
  }
}
