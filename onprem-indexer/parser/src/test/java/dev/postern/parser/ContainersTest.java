package dev.postern.parser;

import static dev.postern.parser.Asked.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Archives, mails with attachments, tables and pages. */
class ContainersTest {

  @Test
  void anArchivesEntriesAreSectionsUnderTheirNames() throws IOException {
    byte[] inner = zip("notes/dose.txt", utf8("Five milligrams of losartan daily.\nAnd more."));
    List<String> frames = parse('z', zip("a/inner.zip", inner));
    assertEquals(
        List.of(
            "B h1 inner.zip",
            "B h2 dose.txt",
            "B p0 Five milligrams of losartan daily.\nAnd more.",
            "E"),
        frames.stream().filter(f -> !f.startsWith("N")).toList());
  }

  @Test
  void aPathOutOfTheArchiveLeadsNowhere() throws IOException {
    List<String> frames = parse('z', zip("../../../etc/cron.d/x.txt", utf8("A line of text.\nx")));
    assertTrue(frames.contains("B h1 x.txt"), frames.toString());
  }

  @Test
  void anArchiveThatIsTooDeepOrTooLargeInsideIsRefused() throws IOException {
    byte[] nested = zip("x.txt", utf8("deep"));
    for (int i = 0; i < 10; i++) {
      nested = zip("x.zip", nested);
    }
    assertBeyond(parse('z', nested).getLast());
    assertBeyond(parse('z', zip("x.txt", new byte[40 << 20])).getLast());
  }

  private static void assertBeyond(String frame) {
    assertTrue(frame.startsWith("F " + Attachments.BeyondLimits.class.getName()), frame);
  }

  @Test
  void gzipIsReadAsWhatIsInside() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(utf8("Packed text of two lines,\nwhich is found."));
    }
    assertTrue(
        parse('z', bytes.toByteArray())
            .contains("B p0 Packed text of two lines,\nwhich is found."));
  }

  @Test
  void aMailIsReadWithItsAttachments() throws IOException {
    String mail =
        """
        From: a@aurelia.example
        To: b@aurelia.example
        Subject: Result
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="b"

        --b
        Content-Type: text/plain; charset=utf-8

        The result is attached.
        --b
        Content-Type: text/markdown; name="result.md"
        Content-Disposition: attachment; filename="result.md"

        # Sodium

        The value is 139.
        --b--
        """
            .replace("\n", "\r\n");
    List<String> frames = parse('e', mail);
    assertTrue(frames.contains("T Result"), frames.toString());
    assertTrue(frames.toString().contains("The result is attached."), frames.toString());
    assertTrue(frames.contains("B h1 result.md"), frames.toString());
    assertTrue(frames.toString().contains("The value is 139."), frames.toString());
  }

  @Test
  void eachRowOfATableSaysItsColumns() throws IOException {
    assertEquals(
        List.of("B r0 drug | dose", "B r0 drug: losartan | dose: 50 mg; daily", "E"),
        parse('c', "drug;dose\nlosartan;\"50 mg; daily\"\n"));
  }

  @Test
  void pagesOfAPdfAreReadInAnyRangeAndTheDocumentIsSentOnce() throws IOException {
    ByteArrayOutputStream requests = new ByteArrayOutputStream();
    requests.writeBytes(Asked.request('p', pdf(3, null), 10_000, 1, 0));
    requests.writeBytes(Asked.request('p', new byte[0], 10_000, 2, 3));
    requests.writeBytes(Asked.request('p', new byte[0], 10_000, 1, 1));
    List<String> frames = Asked.answers(requests.toByteArray());
    assertEquals(
        List.of(
            "E",
            "P 2",
            "B p0 Text of page 2 of 3",
            "P 3",
            "B p0 Text of page 3 of 3",
            "E",
            "P 1",
            "B p0 Text of page 1 of 3",
            "E"),
        frames);
  }

  @Test
  void aPdfBehindAPasswordIsRefused() throws IOException {
    String failure = parse('p', pdf(1, "secret")).getLast();
    assertTrue(failure.startsWith("F org.apache.pdfbox.pdmodel.encryption.InvalidPassword"));
    assertFalse(failure.contains("secret"));
  }

  @Test
  void textInOtherEncodingsIsRead() throws IOException {
    String text = "Die Änderung der Dosis gefällt uns, naïve façade.\nZweite Zeile.";
    for (var charset :
        List.of(StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8)) {
      byte[] mark = charset.equals(StandardCharsets.UTF_16LE) ? new byte[] {-1, -2} : new byte[0];
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(mark);
      bytes.writeBytes(text.getBytes(charset));
      assertTrue(parse('t', bytes.toByteArray()).contains("B p0 " + text), charset.name());
    }
  }

  private static byte[] pdf(int pages, @Nullable String password) throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      for (int page = 1; page <= pages; page++) {
        PDPage blank = new PDPage();
        pdf.addPage(blank);
        try (PDPageContentStream text = new PDPageContentStream(pdf, blank)) {
          text.beginText();
          text.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
          text.newLineAtOffset(72, 700);
          text.showText("Text of page " + page + " of " + pages);
          text.endText();
        }
      }
      if (password != null) {
        pdf.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      pdf.save(bytes);
      return bytes.toByteArray();
    }
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
