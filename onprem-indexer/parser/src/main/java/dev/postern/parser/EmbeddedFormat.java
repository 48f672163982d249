package dev.postern.parser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;

/** The format of a document inside another, told by its bytes and then by its name. */
final class EmbeddedFormat {

  private static final int HEAD = 4096;

  /** Loaded when the first attachment is met: its table of types is large. */
  private static final class Types {
    static final DefaultDetector DETECTOR = new DefaultDetector();
  }

  private static final Map<String, DocumentFormat> BY_TYPE =
      Map.ofEntries(
          Map.entry("application/pdf", DocumentFormat.PDF),
          Map.entry("application/rtf", DocumentFormat.RTF),
          Map.entry("application/xml", DocumentFormat.XML),
          Map.entry("application/xhtml+xml", DocumentFormat.HTML),
          Map.entry("application/zip", DocumentFormat.ARCHIVE),
          Map.entry("application/gzip", DocumentFormat.ARCHIVE),
          Map.entry("application/x-tar", DocumentFormat.ARCHIVE),
          Map.entry("application/x-gtar", DocumentFormat.ARCHIVE),
          Map.entry("application/mbox", DocumentFormat.MAILBOX),
          Map.entry("message/rfc822", DocumentFormat.MAIL),
          Map.entry("text/html", DocumentFormat.HTML),
          Map.entry("text/csv", DocumentFormat.CSV),
          Map.entry("text/x-web-markdown", DocumentFormat.MARKDOWN),
          Map.entry("application/json", DocumentFormat.TEXT));

  private EmbeddedFormat() {}

  static Optional<DocumentFormat> of(TikaInputStream document, Metadata metadata)
      throws IOException {
    String head = head(document);
    if (head.startsWith("MSH|") || head.startsWith("FHS|") || head.startsWith("BHS|")) {
      return Optional.of(DocumentFormat.HL7);
    }
    MediaType type = Types.DETECTOR.detect(document, metadata).getBaseType();
    metadata.set(Metadata.CONTENT_TYPE, type.toString());
    if (head.startsWith("{") && head.contains("\"resourceType\"")) {
      boolean lines = name(metadata).endsWith("ndjson");
      return Optional.of(lines ? DocumentFormat.FHIR_NDJSON : DocumentFormat.FHIR_JSON);
    }
    return of(type);
  }

  private static Optional<DocumentFormat> of(MediaType type) {
    String name = type.toString();
    DocumentFormat known = BY_TYPE.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (name.contains("officedocument") || name.contains("ms-") && name.contains("12")) {
      return Optional.of(DocumentFormat.OFFICE);
    }
    if (name.contains("opendocument")) {
      return Optional.of(DocumentFormat.OPEN_DOCUMENT);
    }
    if (name.startsWith("application/vnd.ms-") || name.equals("application/msword")) {
      return Optional.of(DocumentFormat.OLD_OFFICE);
    }
    if (name.startsWith("text/")) {
      return Optional.of(DocumentFormat.TEXT);
    }
    return name.endsWith("+xml") ? Optional.of(DocumentFormat.XML) : Optional.empty();
  }

  /** Pictures beside text are no loss: logos, photographs of scenery. */
  static boolean isPicture(Metadata metadata) {
    String type = metadata.get(Metadata.CONTENT_TYPE);
    return type != null && (type.startsWith("image/") || type.contains("emf"));
  }

  private static String head(TikaInputStream document) throws IOException {
    byte[] head = new byte[HEAD];
    int read = document.peek(head);
    String text = new String(head, 0, Math.max(0, read), StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text.stripLeading();
  }

  private static String name(Metadata metadata) {
    String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }
}
