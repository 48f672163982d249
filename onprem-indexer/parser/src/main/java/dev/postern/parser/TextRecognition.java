package dev.postern.parser;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Text of pages that are pictures, by Tesseract where it is installed.
 *
 * @param program empty where there is none
 */
record TextRecognition(String program, String languages, Duration patience) {

  private static final int DPI = 200;
  private static final float LARGEST_INCHES = 20;
  private static final float POINTS_PER_INCH = 72;

  /** As the parent says in system properties; it found the program or did not. */
  static TextRecognition configured() {
    return new TextRecognition(
        System.getProperty("postern.tesseract", ""),
        System.getProperty("postern.tesseract.languages", "eng"),
        Duration.ofSeconds(Long.getLong("postern.tesseract.seconds", 20)));
  }

  /** The page's text, or none: without the program, beyond its time, or where it fails. */
  String read(PDDocument document, int page) throws IOException {
    if (program.isEmpty()) {
      return "";
    }
    float width = document.getPage(page).getCropBox().getWidth() / POINTS_PER_INCH;
    float height = document.getPage(page).getCropBox().getHeight() / POINTS_PER_INCH;
    if (width > LARGEST_INCHES || height > LARGEST_INCHES) {
      return "";
    }
    Path picture = Files.createTempFile("page", ".png");
    Path text = Files.createTempFile("page", ".txt");
    try {
      BufferedImage image = new PDFRenderer(document).renderImageWithDPI(page, DPI, ImageType.GRAY);
      ImageIO.write(image, "png", picture.toFile());
      return recognise(picture, text);
    } finally {
      Files.deleteIfExists(picture);
      Files.deleteIfExists(text);
    }
  }

  private String recognise(Path picture, Path text) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(program, picture.toString(), "stdout", "-l", languages)
            .redirectOutput(text.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    command.environment().clear();
    command.environment().put("OMP_THREAD_LIMIT", "1");
    Process tesseract = command.start();
    try {
      boolean ended = tesseract.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      boolean good = ended && tesseract.exitValue() == 0;
      return good ? Files.readString(text, StandardCharsets.UTF_8) : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    } finally {
      tesseract.destroyForcibly();
    }
  }
}
