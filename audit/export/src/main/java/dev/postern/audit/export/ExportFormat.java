package dev.postern.audit.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats that tell entries in lines. */
public enum ExportFormat {
  /** FHIR R4 AuditEvents. */
  FHIR("application/fhir+ndjson", "auditevent.ndjson"),
  /** OCSF 6003 API Activity. */
  OCSF("application/x-ndjson", "ocsf.ndjson"),
  /** One line for each entry. */
  CSV("text/csv; charset=utf-8", "entries.csv");

  private final String mediaType;
  private final String fileName;

  ExportFormat(String mediaType, String fileName) {
    this.mediaType = mediaType;
    this.fileName = fileName;
  }

  /** The format with this name in lower case, if there is one. */
  public static Optional<ExportFormat> named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /** What HTTP calls it. */
  public String mediaType() {
    return mediaType;
  }

  /** The file it is kept in. */
  public String fileName() {
    return fileName;
  }

  /** Its lines, naming this log. */
  public LineFormat of(String origin) {
    return switch (this) {
      case FHIR -> new FhirLines(origin);
      case OCSF -> new OcsfLines(origin);
      case CSV -> new CsvLines(origin);
    };
  }
}
