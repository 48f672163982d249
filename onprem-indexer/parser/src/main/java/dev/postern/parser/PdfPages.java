package dev.postern.parser;

import dev.postern.parser.BlockSink.Note;
import java.io.Closeable;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.tika.io.TikaInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a PDF, any range of them. PDFBox keeps what it has read, so the file is opened anew
 * every so many pages and the heap stays small.
 */
final class PdfPages implements Closeable {

  private static final int PAGES_BETWEEN_OPENINGS = 400;
  private static final int TEXT_OF_A_PICTURE = 16;

  private final TikaInputStream source;
  private final TextRecognition recognition;
  private final int count;
  private PDDocument open;
  private int sinceOpened;

  PdfPages(TikaInputStream source, TextRecognition recognition) throws IOException {
    this.source = source;
    this.recognition = recognition;
    this.open = open(source);
    this.count = open.getNumberOfPages();
  }

  private static PDDocument open(TikaInputStream source) throws IOException {
    return Loader.loadPDF(
        source.hasFile()
            ? new RandomAccessReadBufferedFile(source.getPath())
            : new RandomAccessReadBuffer(bytes(source)),
        "",
        IOUtils.createTempFileOnlyStreamCache());
  }

  private static byte[] bytes(TikaInputStream source) throws IOException {
    source.mark(Integer.MAX_VALUE);
    byte[] all = source.readAllBytes();
    source.reset();
    return all;
  }

  int count() {
    return count;
  }

  /**
   * @param from the first page, counted from 1
   * @param to the last page, or beyond the end
   */
  void read(int from, int to, BlockSink blocks) throws IOException {
    @Nullable String title = open.getDocumentInformation().getTitle();
    if (title != null) {
      blocks.title(title);
    }
    PDFTextStripper stripper = stripper();
    for (int number = from; number <= Math.min(to, count); number++) {
      if (sinceOpened++ >= PAGES_BETWEEN_OPENINGS) {
        open.close();
        open = open(source);
        sinceOpened = 1;
      }
      blocks.page(number);
      page(number, stripper, blocks);
    }
    if (to >= count) {
      form(blocks);
    }
  }

  private static PDFTextStripper stripper() {
    PDFTextStripper stripper = new PDFTextStripper();
    stripper.setSuppressDuplicateOverlappingText(true);
    stripper.setParagraphEnd("\n\n");
    stripper.setLineSeparator("\n");
    return stripper;
  }

  private void page(int number, PDFTextStripper stripper, BlockSink blocks) throws IOException {
    stripper.setStartPage(number);
    stripper.setEndPage(number);
    String text = stripper.getText(open);
    if (ink(text) < TEXT_OF_A_PICTURE && hasPicture(open.getPage(number - 1))) {
      String read = recognition.read(open, number - 1);
      if (ink(read) < TEXT_OF_A_PICTURE) {
        blocks.note(Note.PAGE_WITHOUT_TEXT);
      }
      text = text + "\n\n" + read;
    }
    for (String paragraph : text.split("\\n[ \\t]*\\n", -1)) {
      blocks.paragraph(paragraph);
    }
  }

  private static long ink(String text) {
    return text.codePoints().filter(c -> !Character.isWhitespace(c)).limit(100).count();
  }

  private static boolean hasPicture(PDPage page) {
    @Nullable PDResources resources = page.getResources();
    if (resources == null) {
      return false;
    }
    for (COSName name : resources.getXObjectNames()) {
      return name != null;
    }
    return false;
  }

  private void form(BlockSink blocks) {
    @Nullable PDAcroForm form = open.getDocumentCatalog().getAcroForm(null);
    if (form == null) {
      return;
    }
    for (PDField field : form.getFieldTree()) {
      @Nullable String value = field.getValueAsString();
      if (value != null && !value.isBlank()) {
        blocks.paragraph(field.getPartialName() + ": " + value);
      }
    }
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
