package dev.postern.parser;

/**
 * The formats that the child reads; the parent names one by {@link #code} and never a file name.
 */
enum DocumentFormat {
  TEXT('t'),
  MARKDOWN('m'),
  HTML('h'),
  XML('x'),
  PDF('p'),
  DOCX('d');

  private final char code;

  DocumentFormat(char code) {
    this.code = code;
  }

  static DocumentFormat ofCode(int code) {
    for (DocumentFormat format : values()) {
      if (format.code == code) {
        return format;
      }
    }
    throw new IllegalArgumentException("unknown format code");
  }
}
