package dev.postern.indexer.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats that are read; told from the first bytes, and from the name where bytes are text. */
public enum DocumentType {
  TEXT,
  MARKDOWN,
  HTML,
  XML,
  PDF,
  DOCX;

  private static final int HEAD = 1024;

  /**
   * The type of a file, or empty where it is none of these. Bytes outrank the name: what starts
   * like a PDF is a PDF whatever it is called, and bytes that are no text never become text.
   */
  public static Optional<DocumentType> of(String fileName, byte[] content) {
    byte[] head = Arrays.copyOf(content, Math.min(HEAD, content.length));
    String latin = new String(head, StandardCharsets.ISO_8859_1);
    String name = fileName.toLowerCase(Locale.ROOT);
    if (latin.contains("%PDF-")) {
      return Optional.of(PDF);
    }
    if (latin.startsWith("PK\u0003\u0004")) {
      return name.endsWith(".docx") || latin.contains("word/")
          ? Optional.of(DOCX)
          : Optional.empty();
    }
    return isText(head) ? ofText(name, latin.strip().toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  private static Optional<DocumentType> ofText(String name, String head) {
    String start = head.replaceFirst("^\u00ef\u00bb\u00bf", "").strip();
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return Optional.of(HTML);
    }
    if (start.startsWith("<?xml")) {
      return Optional.of(start.contains("<html") ? HTML : XML);
    }
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "txt", "text" -> Optional.of(TEXT);
      case "md", "markdown" -> Optional.of(MARKDOWN);
      case "html", "htm", "xhtml" -> Optional.of(HTML);
      case "xml" -> Optional.of(XML);
      default -> Optional.empty();
    };
  }

  private static boolean isText(byte[] head) {
    boolean utf16 =
        head.length >= 2
            && ((head[0] == (byte) 0xFE && head[1] == (byte) 0xFF)
                || (head[0] == (byte) 0xFF && head[1] == (byte) 0xFE));
    if (utf16) {
      return true;
    }
    for (byte b : head) {
      if (b == 0) {
        return false;
      }
    }
    return true;
  }
}
