package dev.postern.parser;

import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Blocks from the XHTML events that Tika's parsers send. */
final class XhtmlBlocks extends DefaultHandler {

  private final BlockSink blocks;
  private final StringBuilder text = new StringBuilder();
  private @Nullable StringJoiner cells;
  private int pages;
  private int unread;

  XhtmlBlocks(BlockSink blocks) {
    this.blocks = blocks;
  }

  @Override
  public void startElement(String uri, String local, String qName, Attributes attributes) {
    String element = local.toLowerCase(Locale.ROOT);
    if (isUnread(element)) {
      unread++;
    }
    if (isBlock(element)) {
      paragraph();
    }
    if ("div".equals(element) && "page".equals(attributes.getValue("class"))) {
      blocks.page(++pages);
    } else if ("tr".equals(element)) {
      cells = new StringJoiner(" | ");
    } else if ("br".equals(element)) {
      text.append('\n');
    }
  }

  @Override
  public void endElement(String uri, String local, String qName) {
    String element = local.toLowerCase(Locale.ROOT);
    if (isUnread(element)) {
      unread--;
      return;
    }
    switch (element) {
      case "title" -> blocks.title(take());
      case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element.charAt(1) - '0');
      case "td", "th" -> cell();
      case "tr" -> row();
      default -> {
        if (isBlock(element)) {
          paragraph();
        }
      }
    }
  }

  @Override
  public void endDocument() {
    paragraph();
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    if (unread == 0) {
      text.append(chars, start, length);
      if (text.length() > FrameWriter.MAX_BLOCK_CHARACTERS) {
        paragraph();
      }
    }
  }

  @Override
  public void ignorableWhitespace(char[] chars, int start, int length) {
    characters(chars, start, length);
  }

  /** Writes what is begun, before something else is read at this place. */
  void flush() {
    if (cells == null) {
      paragraph();
    }
  }

  private void heading(int level) {
    String line = take();
    if (cells != null) {
      cells.add(line);
    } else if (!line.isBlank()) {
      blocks.heading(level, line);
    }
  }

  private void paragraph() {
    if (cells == null) {
      blocks.paragraph(take());
    } else {
      text.append(' ');
    }
  }

  private void cell() {
    if (cells != null) {
      cells.add(take().strip());
    }
  }

  private void row() {
    if (cells != null) {
      String row = cells.toString();
      cells = null;
      if (!row.replace('|', ' ').isBlank()) {
        blocks.tableRow(row);
      }
    }
  }

  private String take() {
    String taken = text.toString();
    text.setLength(0);
    return taken;
  }

  private static boolean isUnread(String element) {
    return element.equals("script") || element.equals("style") || element.equals("noscript");
  }

  private static boolean isBlock(String element) {
    return switch (element) {
      case "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "pre", "blockquote", "section" -> true;
      case "article", "header", "footer", "main", "aside", "nav", "figure", "figcaption" -> true;
      case "table", "thead", "tbody", "tfoot", "caption", "body", "head", "hr", "form" -> true;
      case "title", "h1", "h2", "h3", "h4", "h5", "h6" -> true;
      default -> false;
    };
  }
}
