package dev.postern.indexer.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The formats that are read; told from the first bytes, and from the name where bytes are text. */
public enum DocumentType {
  TEXT,
  CSV,
  MARKDOWN,
  HTML,
  /** FHIR and C-CDA among others. */
  XML,
  PDF,
  /** Office Open XML: DOCX, XLSX, PPTX. */
  OFFICE,
  /** OLE 2 compound files: DOC, XLS, PPT, MSG. */
  OLD_OFFICE,
  RTF,
  OPEN_DOCUMENT,
  MAIL,
  MAILBOX,
  /** ZIP, TAR or GZIP. */
  ARCHIVE,
  /** HL7 version 2. */
  HL7,
  FHIR_JSON,
  FHIR_NDJSON;

  private static final int HEAD = 1024;
  private static final int TAR_MAGIC = 257;
  private static final String OLE = "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1";

  private static final Pattern HL7_HEADER = Pattern.compile("^\\x0B?(MSH|FHS|BHS)[^\\w\\s]{5}");
  private static final Pattern MAIL_HEADER =
      Pattern.compile(
          "^(Received|From|To|Subject|MIME-Version|Date|Message-ID|Return-Path|Delivered-To): ",
          Pattern.CASE_INSENSITIVE);

  /** The formats in words, for whoever sent another. */
  public static final String IN_WORDS =
      "Text, CSV, Markdown, HTML, XML, PDF, Office and OpenDocument files, RTF, mail, ZIP, TAR,"
          + " GZIP, HL7 v2, FHIR and C-CDA are read.";

  /** Whether pages of it can be read apart from the others. */
  public boolean isPaged() {
    return this == PDF;
  }

  /**
   * The type of a file, or empty where it is none of these. Bytes outrank the name: what starts
   * like a PDF is a PDF whatever it is called, and bytes that are no text never become text.
   */
  public static Optional<DocumentType> of(String fileName, byte[] content) {
    byte[] head = Arrays.copyOf(content, Math.min(HEAD, content.length));
    String latin = new String(head, StandardCharsets.ISO_8859_1);
    String name = fileName.toLowerCase(Locale.ROOT);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    if (latin.startsWith("PK\u0003\u0004") || latin.startsWith("PK\u0005\u0006")) {
      return ofZip(extension, latin);
    }
    if (latin.startsWith(OLE)) {
      return Optional.of(OLD_OFFICE);
    }
    if (latin.startsWith("\u001F\u008B") || latin.startsWith("ustar", TAR_MAGIC)) {
      return Optional.of(ARCHIVE);
    }
    if (latin.startsWith("{\\rtf")) {
      return Optional.of(RTF);
    }
    if (latin.contains("%PDF-")) {
      return Optional.of(PDF);
    }
    return isText(head, extension) ? ofText(extension, latin) : Optional.empty();
  }

  /** The first entries' names stand in the first bytes, and say what kind of package it is. */
  private static Optional<DocumentType> ofZip(String extension, String head) {
    if (head.contains("mimetypeapplication/epub")) {
      return Optional.empty();
    }
    if (head.contains("mimetypeapplication/vnd.oasis")
        || head.contains("mimetypeapplication/vnd.sun")) {
      return Optional.of(OPEN_DOCUMENT);
    }
    return switch (extension) {
      case "docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xlsb" -> Optional.of(OFFICE);
      case "pptx", "pptm", "ppsx", "potx", "xps" -> Optional.of(OFFICE);
      case "odt", "ods", "odp", "odg", "ott", "ots", "otp" -> Optional.of(OPEN_DOCUMENT);
      default -> {
        boolean office = head.contains("[Content_Types].xml") || head.contains("word/");
        yield Optional.of(office ? OFFICE : ARCHIVE);
      }
    };
  }

  private static Optional<DocumentType> ofText(String extension, String latin) {
    String start = latin.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
    if (HL7_HEADER.matcher(start).find()) {
      return Optional.of(HL7);
    }
    String lower = start.toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
      return Optional.of(HTML);
    }
    if (lower.startsWith("<?xml")) {
      return Optional.of(lower.contains("<html") ? HTML : XML);
    }
    if (start.startsWith("{") && start.contains("\"resourceType\"")) {
      return Optional.of(extension.equals("ndjson") ? FHIR_NDJSON : FHIR_JSON);
    }
    return ofName(extension, start);
  }

  private static Optional<DocumentType> ofName(String extension, String start) {
    return switch (extension) {
      case "txt", "text", "log", "json" -> Optional.of(TEXT);
      case "csv", "tsv" -> Optional.of(CSV);
      case "md", "markdown" -> Optional.of(MARKDOWN);
      case "html", "htm", "xhtml" -> Optional.of(HTML);
      case "xml" -> Optional.of(XML);
      case "eml" -> Optional.of(MAIL);
      case "mbox" -> Optional.of(MAILBOX);
      default -> MAIL_HEADER.matcher(start).find() ? Optional.of(MAIL) : Optional.empty();
    };
  }

  /** UTF-16 is text too: with its mark, or where each other byte of a text file is NUL. */
  private static boolean isText(byte[] head, String extension) {
    boolean marked =
        head.length >= 2
            && ((head[0] == (byte) 0xFE && head[1] == (byte) 0xFF)
                || (head[0] == (byte) 0xFF && head[1] == (byte) 0xFE));
    int[] nuls = new int[2];
    for (int i = 0; i < head.length; i++) {
      nuls[i % 2] += head[i] == 0 ? 1 : 0;
    }
    boolean alternating =
        Math.min(nuls[0], nuls[1]) == 0 && Math.max(nuls[0], nuls[1]) > head.length / 4;
    return marked || nuls[0] + nuls[1] == 0 || alternating && extension.equals("txt");
  }
}
