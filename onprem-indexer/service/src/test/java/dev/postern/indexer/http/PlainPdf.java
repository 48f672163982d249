package dev.postern.indexer.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A PDF (ISO 32000-1) with a line of text on each page. */
final class PlainPdf {

  private PlainPdf() {}

  static byte[] of(List<String> pages) {
    List<String> objects = new ArrayList<>();
    StringBuilder kids = new StringBuilder();
    for (int i = 0; i < pages.size(); i++) {
      kids.append(4 + 2 * i).append(" 0 R ");
    }
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add("<< /Type /Pages /Count " + pages.size() + " /Kids [" + kids + "] >>");
    objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    for (int i = 0; i < pages.size(); i++) {
      String text = "BT /F1 12 Tf 72 700 Td (" + pages.get(i) + ") Tj ET";
      objects.add(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents "
              + (5 + 2 * i)
              + " 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
      objects.add("<< /Length " + text.length() + " >>\nstream\n" + text + "\nendstream");
    }
    return written(objects);
  }

  private static byte[] written(List<String> objects) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    StringBuilder xref = new StringBuilder();
    add(pdf, "%PDF-1.4\n");
    for (int i = 0; i < objects.size(); i++) {
      xref.append(String.format(Locale.ROOT, "%010d 00000 n \n", pdf.size()));
      add(pdf, (i + 1) + " 0 obj\n" + objects.get(i) + "\nendobj\n");
    }
    int start = pdf.size();
    int size = objects.size() + 1;
    add(pdf, "xref\n0 " + size + "\n0000000000 65535 f \n" + xref);
    add(pdf, "trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n");
    return pdf.toByteArray();
  }

  private static void add(ByteArrayOutputStream pdf, String text) {
    pdf.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
