package dev.postern.cli.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;

/**
 * Renders the texts in {@code deploy/demo/generator} to the committed PDF and DOCX files. In a
 * text, {@code # } starts a heading and a blank line a paragraph; {@code a--b.pdf.txt} becomes
 * {@code documents/a/b.pdf}.
 */
final class DemoBinaries {

  private static final float MARGIN = 64;
  private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;

  private DemoBinaries() {}

  /** A heading or a paragraph. */
  record Block(boolean heading, String text) {}

  /** Takes the demo folder, {@code deploy/demo}. */
  public static void main(String[] args) throws IOException {
    Path demo = Path.of(args[0]);
    for (Path source : sources(demo)) {
      Path target = target(demo, source);
      if (target.toString().endsWith(".pdf")) {
        pdf(blocks(source), target);
      } else {
        docx(blocks(source), target);
      }
    }
  }

  static List<Path> sources(Path demo) throws IOException {
    try (Stream<Path> files = Files.list(demo.resolve("generator"))) {
      return files.sorted().toList();
    }
  }

  static Path target(Path demo, Path source) {
    String name = source.getFileName().toString();
    String path = name.substring(0, name.length() - ".txt".length()).replace("--", "/");
    return demo.resolve("documents").resolve(path);
  }

  static List<Block> blocks(Path source) throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (String block : Files.readString(source).strip().split("\n\n", -1)) {
      boolean heading = block.startsWith("# ");
      blocks.add(new Block(heading, heading ? block.substring(2) : block));
    }
    return blocks;
  }

  private static void docx(List<Block> blocks, Path target) throws IOException {
    try (XWPFDocument document = new XWPFDocument();
        OutputStream out = Files.newOutputStream(target)) {
      for (Block block : blocks) {
        XWPFParagraph paragraph = document.createParagraph();
        if (block.heading()) {
          paragraph.setStyle("Heading1");
        }
        paragraph.createRun().setText(block.text());
      }
      document.write(out);
    }
  }

  private static void pdf(List<Block> blocks, Path target) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      try (PDPageContentStream text = new PDPageContentStream(document, page)) {
        text.beginText();
        text.newLineAtOffset(MARGIN, PDRectangle.A4.getHeight() - MARGIN);
        for (Block block : blocks) {
          write(text, block);
        }
        text.endText();
      }
      document.save(target.toFile());
    }
  }

  private static void write(PDPageContentStream text, Block block) throws IOException {
    PDFont font = new PDType1Font(block.heading() ? FontName.HELVETICA_BOLD : FontName.HELVETICA);
    float size = block.heading() ? 14 : 11;
    text.setFont(font, size);
    StringBuilder line = new StringBuilder();
    for (String word : block.text().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (font.getStringWidth(longer) / 1000 * size > WIDTH) {
        show(text, line.toString(), size);
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    show(text, line.toString(), size);
    text.newLineAtOffset(0, -size);
  }

  private static void show(PDPageContentStream text, String line, float size) throws IOException {
    text.showText(line);
    text.newLineAtOffset(0, -size * 1.4f);
  }
}
