package dev.postern.bench.ingest;

import dev.postern.bench.Benchmark;
import dev.postern.bench.Figure;
import dev.postern.indexer.ingest.DocumentType;
import dev.postern.indexer.ingest.PageRange;
import dev.postern.indexer.ingest.TextExtractor.Extraction;
import dev.postern.indexer.ingest.TextExtractor.Reading;
import dev.postern.indexer.parser.ChildCommand;
import dev.postern.indexer.parser.ChildCommand.Recognition;
import dev.postern.indexer.parser.ParserLimits;
import dev.postern.indexer.parser.ParserPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * A PDF of 5,000 pages through a parser child with a heap of 128 MB, part by part as the indexer
 * reads it, beside PDFBox alone in this process; and what a child costs that has to be started.
 */
public final class ParseBench implements Benchmark {

  private static final String NAME = "parse";
  private static final int PAGES = 5_000;
  private static final int PAGES_OF_A_PART = 50; // as the indexer's default
  private static final String HEAP = "128m";
  private static final double WANTED = 200;

  private final Path checkout;
  private final Path home;

  /**
   * @param checkout whose parser child is measured, built
   * @param home for the child's temp folders
   */
  public ParseBench(Path checkout, Path home) {
    this.checkout = checkout;
    this.home = home;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean needsPostern() {
    return false;
  }

  @Override
  public void run(Consumer<Figure> figures) throws IOException {
    byte[] pdf = LongPdf.of(PAGES);
    Path temp = Files.createDirectories(home.resolve("run")).resolve("bench-parser");
    try (ParserPool pool = new ParserPool(command(), limits(), temp)) {
      double cold = inChild(pool, LongPdf.of(1), 1);
      double child = PAGES / inChild(pool, pdf, PAGES);
      double alone = PAGES / alone(pdf);
      String scenario = String.format("%,d pages, %s heap", PAGES, HEAP);
      figures.accept(new Figure(NAME, scenario, "throughput, wanted", child, "pages/s", WANTED));
      figures.accept(
          new Figure(NAME, scenario, "throughput, PDFBox alone", child, "pages/s", alone));
      figures.accept(new Figure(NAME, "1 page, new child", "time", cold * 1000, "ms", Double.NaN));
    }
  }

  private ChildCommand command() {
    return ChildCommand.probe(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        checkout.resolve("onprem-indexer/parser/target"),
        HEAP,
        Recognition.NONE);
  }

  private static ParserLimits limits() {
    Duration patience = Duration.ofMinutes(10);
    return new ParserLimits(patience, patience, patience, 1L << 30, 100_000_000, 500);
  }

  /** Seconds to read all of it. */
  private static double inChild(ParserPool pool, byte[] pdf, int pages) {
    long started = System.nanoTime();
    try (Reading reading = pool.open(DocumentType.PDF, pdf)) {
      for (PageRange part : PageRange.slices(pages, PAGES_OF_A_PART)) {
        if (!(reading.pages(part) instanceof Extraction.Extracted read)
            || read.structure().blocks().isEmpty()) {
          throw new IllegalStateException("the child did not read " + part);
        }
      }
    }
    return (System.nanoTime() - started) / 1e9;
  }

  /** The same in this process, without anything around it. */
  private static double alone(byte[] pdf) throws IOException {
    long started = System.nanoTime();
    long characters = 0;
    try (PDDocument document =
        Loader.loadPDF(
            new RandomAccessReadBuffer(pdf), "", IOUtils.createTempFileOnlyStreamCache())) {
      PDFTextStripper stripper = new PDFTextStripper();
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        characters += stripper.getText(document).length();
      }
    }
    if (characters < PAGES) {
      throw new IllegalStateException("the pages hold no text");
    }
    return (System.nanoTime() - started) / 1e9;
  }
}
