package dev.postern.indexer.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentTypeTest {

  @Test
  void bytesOutrankTheName() {
    assertEquals(Optional.of(DocumentType.PDF), type("letter.txt", "%PDF-1.7\n"));
    assertEquals(Optional.of(DocumentType.HTML), type("page.txt", "<!DOCTYPE html><p>x"));
    assertEquals(Optional.of(DocumentType.XML), type("page.txt", "<?xml version=\"1.0\"?><a/>"));
  }

  @Test
  void textIsToldApartByName() {
    assertEquals(Optional.of(DocumentType.TEXT), type("a.TXT", "hello"));
    assertEquals(Optional.of(DocumentType.MARKDOWN), type("a.md", "# hello"));
    assertEquals(Optional.of(DocumentType.HTML), type("a.htm", "<p>hello"));
    assertEquals(Optional.of(DocumentType.XML), type("a.xml", "<a/>"));
  }

  @Test
  void whatIsNoneOfThemIsNoType() {
    assertEquals(Optional.empty(), type("a.exe", "MZ\u0000\u0001"));
    assertEquals(Optional.empty(), type("a.txt", "binary \u0000 zero"));
    assertEquals(Optional.empty(), type("a.pdf", "not a pdf"));
    assertEquals(Optional.empty(), type("noname", "text"));
  }

  @Test
  void clinicalFormatsMailAndOfficeFilesAreToldByTheirBytes() {
    assertEquals(Optional.of(DocumentType.HL7), type("a.dat", "MSH|^~\\&|LAB|AUR|"));
    assertEquals(Optional.of(DocumentType.HL7), type("a", "\u000BFHS|^~\\&|LAB|AUR|"));
    assertEquals(
        Optional.of(DocumentType.FHIR_JSON), type("a.json", "{\"resourceType\": \"Patient\"}"));
    assertEquals(
        Optional.of(DocumentType.FHIR_NDJSON),
        type("a.ndjson", "{\"resourceType\":\"Patient\"}\n"));
    assertEquals(Optional.of(DocumentType.TEXT), type("a.json", "{\"a\": 1}"));
    assertEquals(Optional.of(DocumentType.RTF), type("a.doc", "{\\rtf1\\ansi"));
    assertEquals(Optional.of(DocumentType.MAIL), type("letter", "Received: from a\r\n"));
    assertEquals(Optional.of(DocumentType.ARCHIVE), type("a.zip", "PK\u0003\u0004...."));
    assertEquals(
        Optional.of(DocumentType.OFFICE), type("a.zip", "PK\u0003\u0004..[Content_Types].xml"));
    assertEquals(
        Optional.of(DocumentType.OPEN_DOCUMENT),
        type("a.zip", "PK\u0003\u0004mimetypeapplication/vnd.oasis.opendocument.text"));
    assertEquals(Optional.empty(), type("a.epub", "PK\u0003\u0004mimetypeapplication/epub+zip"));
  }

  private static Optional<DocumentType> type(String name, String content) {
    return DocumentType.of(name, content.getBytes(StandardCharsets.UTF_8));
  }
}
