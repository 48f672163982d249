package dev.postern.bench.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;

/** A PDF (ISO 32000-1) of many pages full of seeded words, compressed as writers do. */
final class LongPdf {

  private static final long SEED = 20261128;
  private static final int LINES = 56;
  private static final int WORDS_A_LINE = 12;
  private static final String SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi xo";

  private LongPdf() {}

  static byte[] of(int pages) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    List<Integer> offsets = new ArrayList<>();
    StringBuilder kids = new StringBuilder();
    for (int i = 0; i < pages; i++) {
      kids.append(4 + 2 * i).append(" 0 R ");
    }
    add(pdf, "%PDF-1.4\n");
    object(pdf, offsets, "<< /Type /Catalog /Pages 2 0 R >>");
    object(pdf, offsets, "<< /Type /Pages /Count " + pages + " /Kids [" + kids + "] >>");
    object(pdf, offsets, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < pages; i++) {
      page(pdf, offsets, 5 + 2 * i, random);
    }
    int start = pdf.size();
    int size = offsets.size() + 1;
    add(pdf, "xref\n0 " + size + "\n0000000000 65535 f \n");
    offsets.forEach(at -> add(pdf, String.format(Locale.ROOT, "%010d 00000 n \n", at)));
    add(pdf, "trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n");
    return pdf.toByteArray();
  }

  private static void page(
      ByteArrayOutputStream pdf, List<Integer> offsets, int contents, SplittableRandom random) {
    object(
        pdf,
        offsets,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents "
            + contents
            + " 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
    byte[] text = deflated(lines(random));
    offsets.add(pdf.size());
    add(pdf, offsets.size() + " 0 obj\n<< /Filter /FlateDecode /Length " + text.length + " >>\n");
    add(pdf, "stream\n");
    pdf.writeBytes(text);
    add(pdf, "\nendstream\nendobj\n");
  }

  private static String lines(SplittableRandom random) {
    String[] syllables = SYLLABLES.split(" ");
    StringBuilder text = new StringBuilder("BT /F1 9 Tf 12 TL 40 750 Td\n");
    for (int line = 0; line < LINES; line++) {
      text.append('(');
      for (int word = 0; word < WORDS_A_LINE; word++) {
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
          text.append(syllables[random.nextInt(syllables.length)]);
        }
        text.append(' ');
      }
      text.append(") Tj T*\n");
    }
    return text.append("ET").toString();
  }

  private static byte[] deflated(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void object(ByteArrayOutputStream pdf, List<Integer> offsets, String body) {
    offsets.add(pdf.size());
    add(pdf, offsets.size() + " 0 obj\n" + body + "\nendobj\n");
  }

  private static void add(ByteArrayOutputStream pdf, String text) {
    pdf.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
