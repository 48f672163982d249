package dev.postern.indexer.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.indexer.ingest.DocumentType;
import dev.postern.indexer.ingest.TextExtractor.Cause;
import dev.postern.indexer.ingest.TextExtractor.Extraction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real children against documents made to break them; the pool survives each. */
class HostileDocumentsIT {

  private static final Path HOME = Path.of("..", "parser", "target").toAbsolutePath().normalize();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path temp;
  private final List<ParserPool> pools = new ArrayList<>();

  @AfterEach
  void close() {
    pools.forEach(ParserPool::close);
  }

  @Test
  void aWellFormedDocumentIsReadAfterEachHostileOne() throws IOException {
    ParserPool pool = pool(Duration.ofSeconds(60), Duration.ofSeconds(60));
    assertReads(pool);
    assertInstanceOf(Extraction.Died.class, pool.extract(DocumentType.OFFICE, bomb(1 << 30)));
    assertReads(pool);
    assertInstanceOf(
        Extraction.Refused.class,
        pool.extract(DocumentType.PDF, bytes("%PDF-1.7\n1 0 obj\n<< /Type /Catalog")));
    assertReads(pool);
  }

  @Test
  void aFullHeapCostsOnlyTheDocument() throws IOException {
    ParserPool pool = pool(Duration.ofSeconds(60), Duration.ofSeconds(60));
    assertEquals(
        new Extraction.Died(Cause.OUT_OF_MEMORY, 0),
        pool.extract(DocumentType.TEXT, oneLine(90_000_000)));
    assertReads(pool);
  }

  @Test
  void aChildThatIsSilentForTooLongIsKilled() throws IOException {
    ParserPool pool = pool(Duration.ofSeconds(60), Duration.ofMillis(1));
    assertEquals(
        new Extraction.Died(Cause.NO_PROGRESS, 0),
        pool.extract(DocumentType.HTML, nested(400_000)));
  }

  @Test
  void aChildThatTakesTooLongIsKilled() throws IOException {
    ParserPool pool = pool(Duration.ofMillis(1), Duration.ofSeconds(60));
    assertEquals(
        new Extraction.Died(Cause.OUT_OF_TIME, 0),
        pool.extract(DocumentType.HTML, nested(400_000)));
  }

  @Test
  void deeplyNestedHtmlEndsOneWayOrTheOther() {
    ParserPool pool = pool(Duration.ofSeconds(60), Duration.ofSeconds(60));
    Extraction extraction = pool.extract(DocumentType.HTML, nested(1_000_000));
    assertTrue(extraction instanceof Extraction.Died || extraction instanceof Extraction.Extracted);
    assertReads(pool);
  }

  @Test
  void anExternalEntityIsNotResolved() throws IOException {
    ParserPool pool = pool(Duration.ofSeconds(60), Duration.ofSeconds(60));
    Path secret = Files.writeString(temp.resolve("secret.txt"), "LEAKED-BY-ENTITY");
    Extraction extraction =
        pool.extract(
            DocumentType.XML,
            bytes(
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \""
                    + secret.toUri()
                    + "\">]><a><title>Letter</title><b>before &x; after</b></a>"));
    if (extraction instanceof Extraction.Extracted read) {
      assertFalse(read.structure().text().contains("LEAKED"));
    }
    assertReads(pool);
  }

  @Test
  void entitiesThatMultiplyAreRefusedByClassAndFramesAlone() {
    ParserPool pool = pool(Duration.ofSeconds(60), Duration.ofSeconds(60));
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e0 \"x\">");
    for (int i = 1; i < 30; i++) {
      xml.append("<!ENTITY e").append(i).append(" \"");
      xml.append(("&e" + (i - 1) + ";").repeat(10)).append("\">");
    }
    xml.append("]><a>&e29;</a>");
    Extraction extraction = pool.extract(DocumentType.XML, bytes(xml.toString()));
    Extraction.Refused refused = assertInstanceOf(Extraction.Refused.class, extraction);
    assertTrue(refused.classes().matches("[\\w.$]+( < [\\w.$]+)*"), refused.classes());
    assertTrue(refused.frames().stream().allMatch(f -> f.matches("[\\w.$<>/]+:-?\\d+")));
  }

  @Test
  void theTempFolderIsEmptyAfterADeath() throws IOException {
    ParserPool pool = pool(Duration.ofMillis(1), Duration.ofSeconds(60));
    pool.extract(DocumentType.PDF, oneLine(9 << 20));
    try (var left = Files.list(temp.resolve("children"))) {
      assertEquals(0, left.count());
    }
  }

  private ParserPool pool(Duration total, Duration noProgress) {
    ParserPool pool =
        new ParserPool(
            ChildCommand.probe(JAVA, HOME, "128m", ChildCommand.Recognition.NONE),
            new ParserLimits(total, noProgress, Duration.ofSeconds(60), 1L << 30, 5_000_000, 500),
            temp.resolve("children"));
    pools.add(pool);
    return pool;
  }

  private static void assertReads(ParserPool pool) {
    Extraction extraction =
        pool.extract(DocumentType.MARKDOWN, bytes("# Dose\n\nFive milligrams *daily*.\n"));
    Extraction.Extracted read = assertInstanceOf(Extraction.Extracted.class, extraction);
    assertEquals("Dose", read.structure().title());
    assertEquals("Dose\n\nFive milligrams daily.", read.structure().text());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] oneLine(int length) {
    byte[] line = new byte[length];
    Arrays.fill(line, (byte) 'x');
    return line;
  }

  private static byte[] nested(int depth) {
    return bytes("<html><body>" + "<div>".repeat(depth) + "deep");
  }

  /** A small .docx whose one part is as large as asked. */
  private static byte[] bomb(int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      part(
          zip,
          "[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
              + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package"
              + ".relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\""
              + "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
              + "\"/></Types>");
      part(
          zip,
          "_rels/.rels",
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
              + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/"
              + "2006/relationships/officeDocument\" Target=\"word/document.xml\"/>"
              + "</Relationships>");
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      zip.write(
          bytes(
              "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                  + "<w:body><w:p><w:r><w:t>"));
      fill(zip, size);
      zip.write(bytes("</w:t></w:r></w:p></w:body></w:document>"));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static void part(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes(text));
    zip.closeEntry();
  }

  private static void fill(OutputStream out, int size) throws IOException {
    byte[] block = oneLine(1 << 16);
    for (int written = 0; written < size; written += block.length) {
      out.write(block);
    }
  }
}
