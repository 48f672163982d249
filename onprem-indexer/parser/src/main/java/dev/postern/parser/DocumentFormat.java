package dev.postern.parser;

/**
 * The formats that the child reads; the parent names one by {@link #code} and never a file name.
 */
enum DocumentFormat {
  TEXT('t'),
  CSV('c'),
  MARKDOWN('m'),
  HTML('h'),
  /** FHIR and C-CDA are told by their root. */
  XML('x'),
  PDF('p'),
  /** Office Open XML: DOCX, XLSX, PPTX. */
  OFFICE('o'),
  /** OLE 2 compound files: DOC, XLS, PPT, MSG. */
  OLD_OFFICE('w'),
  RTF('r'),
  OPEN_DOCUMENT('f'),
  MAIL('e'),
  MAILBOX('b'),
  /** ZIP, TAR or GZIP. */
  ARCHIVE('z'),
  HL7('l'),
  FHIR_JSON('j'),
  FHIR_NDJSON('n');

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
